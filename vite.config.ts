/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA, type ManifestOptions } from 'vite-plugin-pwa';
import packageJson from './package.json' with { type: 'json' };
import { installText } from './src/client/i18n/install-text.ts';

/** Old phones stay at the Chrome their Android last got; this is the syntax the oldest of them read. */
const oldestBrowser = 'chrome95';

/** Says only that something hangs; a test machine with other work is slow, not wrong. */
const patienceMs = 60_000;

/** Used only with a network, so a kader's phone does not pay for it. */
const onlineOnly = /\/src\/client\/(features\/(puskesmas|setup)|puskesmas-api)\//;

const webManifest: Partial<ManifestOptions> = {
  id: '/',
  name: installText.name,
  short_name: installText.shortName,
  description: installText.description,
  lang: 'id',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  orientation: 'any',
  theme_color: '#085C40',
  background_color: '#FFFFFF',
  categories: ['health', 'medical'],
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    { src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    {
      src: '/icons/monochrome-512.png',
      sizes: '512x512',
      type: 'image/png',
      purpose: 'monochrome',
    },
  ],
  shortcuts: [
    shortcut(installText.shortcuts.weigh, '/timbang', 'weigh'),
    shortcut(installText.shortcuts.children, '/anak', 'children'),
    shortcut(installText.shortcuts.unsent, '/belum-terkirim', 'unsent'),
  ],
  screenshots: [
    screenshot(installText.screenshots.today, 'today', 'narrow'),
    screenshot(installText.screenshots.weigh, 'weigh', 'narrow'),
    screenshot(installText.screenshots.chart, 'chart', 'narrow'),
    screenshot(installText.screenshots.review, 'review', 'wide'),
  ],
};

function shortcut(name: string, url: string, icon: string) {
  const src = `/icons/shortcut-${icon}-192.png`;
  return { name, url, icons: [{ src, sizes: '192x192', type: 'image/png' }] };
}

function screenshot(label: string, picture: string, form: 'narrow' | 'wide') {
  const sizes = form === 'narrow' ? '720x1280' : '1280x800';
  const src = `/screenshots/${picture}.png`;
  return { label, src, sizes, type: 'image/png', form_factor: form };
}

/**
 * What is built renders with Preact: the same API in a third of the bytes, and
 * about half the work of a start on a slow phone. Hot reload and the unit tests
 * run on React itself, the browser tests on what is built, so code has to be
 * right on both (src/client/README.md, decisions).
 */
function preactForReact(): Plugin {
  return {
    name: 'preact-for-react',
    apply: 'build',
    config: () => ({
      resolve: {
        alias: {
          'react-dom/client': 'preact/compat/client',
          'react-dom': 'preact/compat',
          'react/jsx-runtime': 'preact/jsx-runtime',
          react: 'preact/compat',
        },
      },
    }),
  };
}

/** Puts the catalogue's words into the page that stands before any script runs. */
function pageText(): Plugin {
  const words: Readonly<Record<string, string>> = {
    '%NAME%': installText.name,
    '%DESCRIPTION%': installText.description,
    '%WITHOUT_SCRIPT%': installText.withoutScript,
  };
  return {
    name: 'page-text',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replaceAll(/%[A-Z_]+%/g, (key) => words[key] ?? key),
    },
  };
}

/**
 * Finds out which built files the kader's half can ever ask for.
 *
 * Walks the chunks from the page on, through lazy imports too, and stops at the
 * doors of what is used on line.
 */
function kaderHalf(): { readonly plugin: Plugin; readonly files: ReadonlySet<string> } {
  const files = new Set<string>();
  const plugin: Plugin = {
    name: 'kader-half',
    apply: 'build',
    generateBundle(_options, bundle) {
      const visit = (fileName: string, isLazy: boolean): void => {
        const file = bundle[fileName];
        if (file === undefined || file.type !== 'chunk' || files.has(fileName)) return;
        const stranger = file.moduleIds.find((id) => onlineOnly.test(id));
        if (stranger !== undefined) {
          if (isLazy) return;
          this.error(`${stranger} is used on line only, but the kader's half loads it`);
        }
        files.add(fileName);
        for (const asset of file.viteMetadata?.importedCss ?? []) files.add(asset);
        for (const asset of file.viteMetadata?.importedAssets ?? []) files.add(asset);
        for (const next of file.imports) visit(next, false);
        for (const next of file.dynamicImports) visit(next, true);
      };
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && file.isEntry) visit(file.fileName, false);
      }
    },
  };
  return { plugin, files };
}

const kader = kaderHalf();

export default defineConfig(({ command }) => ({
  plugins: [
    react(),
    preactForReact(),
    pageText(),
    kader.plugin,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      includeManifestIcons: false,
      // The worker is a second build, deaf to the first one's log level.
      integration: {
        configureCustomSWViteBuild(worker) {
          worker.logLevel = 'warn';
        },
      },
      manifest: webManifest,
      injectManifest: {
        rollupFormat: 'iife',
        target: oldestBrowser,
        sourcemap: true,
        globPatterns: ['index.html', 'assets/**/*', 'icons/icon.svg'],
        globIgnores: ['**/*.map'],
        manifestTransforms: [
          (entries) => ({
            manifest: entries.filter(
              ({ url }) => !url.startsWith('assets/') || kader.files.has(url),
            ),
          }),
        ],
      },
    }),
  ],
  resolve: {
    // The package's own entry is written for browsers before classes and async functions: 12 kB more on each phone.
    alias: command === 'build' ? { dexie: 'dexie/dist/modern/dexie.mjs' } : {},
  },
  define: { 'import.meta.env.APP_VERSION': JSON.stringify(packageJson.version) },
  build: {
    target: oldestBrowser,
    cssTarget: oldestBrowser,
    sourcemap: true,
    // A data: address would ask for a wider content security policy than 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          environment: 'node',
          testTimeout: patienceMs,
          include: ['tests/{domain,protocol,architecture}/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'client',
          environment: 'happy-dom',
          testTimeout: patienceMs,
          include: ['tests/client/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/support/client-setup.ts'],
        },
      },
      {
        test: {
          name: 'server',
          environment: 'node',
          testTimeout: patienceMs,
          hookTimeout: patienceMs,
          include: ['tests/{server,journeys}/**/*.test.ts'],
          // Schemas compiled, as the server's are.
          setupFiles: ['zod/compile'],
          globalSetup: ['tests/support/postgres-global.ts'],
        },
      },
      {
        test: { name: 'build', environment: 'node', include: ['tests/build/**/*.test.ts'] },
      },
    ],
  },
}));
