/** The app put together over the real phone: its clock, its chance, its network, its storage and its worker. */

import './ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { watchInstallOffer } from './app/install-offer.ts';
import { reloadOnMissingChunk } from './app/missing-chunk.ts';
import { registerWorker } from './app/register-worker.ts';
import { applyStoredTextSize } from './app/text-size.ts';
import { createServices } from './create-services.ts';
import { browserPlatform } from './sync/browser-platform.ts';
import { openForms } from './ui/open-forms.ts';

applyStoredTextSize();
const install = watchInstallOffer();
const worker = registerWorker({ isSafe: openForms.none });
openForms.subscribe(() => worker.update.recheck());
reloadOnMissingChunk({ isSafe: openForms.none, reload: () => location.reload() });

const version = import.meta.env.APP_VERSION;
const services = createServices({
  dbName: 'siposyandu',
  app: version,
  platform: browserPlatform(worker),
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App services={services} surroundings={{ version, update: worker.update, install }} />
  </StrictMode>,
);
