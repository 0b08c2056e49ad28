import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// Pages name app.js and app.css, so those two keep plain names; the islands are loaded by app.js and carry a hash.
export default defineConfig({
  base: './',
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL('../../../target/classes/static/app', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { app: fileURLToPath(new URL('src/app.js', import.meta.url)) },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'islands/[name]-[hash].js',
        assetFileNames: (asset) => (asset.names.includes('app.css') ? 'app.css' : 'islands/[name]-[hash][extname]')
      }
    }
  }
});
