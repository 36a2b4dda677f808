// How the console is built: static files with hashed names, one chunk a page, nothing from the
// network at run time. `npm run dev` serves it with /v1 passed on to a gateway (CROSSDOCK_GATEWAY,
// default the port of deploy/quickstart).
import { defineConfig } from 'vitest/config';

const gateway = process.env['CROSSDOCK_GATEWAY'] ?? 'http://127.0.0.1:7180';

export default defineConfig({
    esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
    build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 300 },
    server: { host: '127.0.0.1', proxy: { '/v1': { target: gateway } } },
    test: { include: ['src/**/*.test.ts'] },
});
