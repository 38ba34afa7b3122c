import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import options from "./remix.config.js";

export default defineConfig({
  plugins: [remix(options)],
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0 },
  // Socket.IO closes upgrades it does not know, so hot reloading listens on a port of its own.
  server: { hmr: { port: 24678 } },
});
