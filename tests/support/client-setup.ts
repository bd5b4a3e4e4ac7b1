/** What a phone has and a test's browser lacks: IndexedDB; and a clean page after each test. */

import 'fake-indexeddb/auto';
import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);
