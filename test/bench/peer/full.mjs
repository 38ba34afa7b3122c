// The peer's own editor side: its provider on a Y.Doc. The same face as openFull of test/running/full-client.ts.
import { HocuspocusProvider } from "@hocuspocus/provider";
import WebSocket from "ws";
import * as Y from "yjs";

export function openPeer({ url, document, heard }) {
  const doc = new Y.Doc();
  const provider = new HocuspocusProvider({
    url: url.replace("http", "ws"),
    name: document,
    document: doc,
    token: "none",
    WebSocketPolyfill: WebSocket,
  });
  const socket = provider.configuration.websocketProvider;
  if (heard)
    doc.on("update", (update, origin) => {
      if (origin === provider) heard(update);
    });
  const textOf = (paragraph) => doc.getXmlFragment("plan").get(paragraph).get(0);
  const isSaved = () => socket.status === "connected" && provider.isSynced && !provider.hasUnsyncedChanges;
  return {
    client: doc.clientID,
    type: (paragraph, words) => {
      const text = textOf(paragraph);
      text.insert(text.length, words);
    },
    words: (paragraph) => textOf(paragraph).toString(),
    saved: () =>
      new Promise((resolve) => {
        const look = () => {
          if (!isSaved()) return;
          provider.off("synced", look);
          provider.off("unsyncedChanges", look);
          resolve();
        };
        provider.on("synced", look);
        provider.on("unsyncedChanges", look);
        look();
      }),
    isSaved,
    // The provider tells before it has noted it itself.
    onLost: (act) => provider.on("disconnect", () => setTimeout(act)),
    bytes: () => socket.webSocket?._socket?.bytesRead ?? 0,
    close: () => provider.destroy(),
  };
}
