import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env.KAIRAN_DEV_SERVER ?? 'http://localhost:8080'

export default defineConfig({
  root: here('.'),
  plugins: [react(), { ...optimizeLocales.vite({ locales: ['ja-JP', 'en-US'] }), enforce: 'pre' }],
  resolve: { alias: { '@kairan/ui': here('./src/sdk.ts') } },
  server: {
    port: 5173,
    fs: { allow: [here('../..')] },
    proxy: {
      // The server accepts changes from its own origin only, so the browser's is replaced.
      '/api': {
        target: server,
        ws: true,
        changeOrigin: true,
        configure: (proxy) => {
          const own = (request: { setHeader(name: string, value: string): void }) => request.setHeader('Origin', server)
          proxy.on('proxyReq', own)
          proxy.on('proxyReqWs', own)
        },
      },
    },
  },
  build: {
    outDir: here('../../.kairan-build/ui/dist'),
    emptyOutDir: true,
    target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
    manifest: true,
    // An asset written into the page would need a wider policy than 'self'.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The list of what each chunk will import in turn is weight of the first page; in a house's own network it saves nothing.
      resolveDependencies: (_file, needed, { hostType }) =>
        hostType === 'html' ? needed : needed.filter((file) => file.endsWith('.css')),
    },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
  test: {
    root: here('../..'),
    include: ['webapp/ui/src/**/*.test.{ts,tsx}', 'modules/*/ui/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    pool: 'threads',
    // A browser's world is made once, not for each file.
    isolate: false,
    maxWorkers: 2,
  },
})
