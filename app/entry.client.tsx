/** Runs only on pages that ask for it (`handle.hydrate`). It loads the messages of one language. */
import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { RequestProvider, type RequestFacts } from "#app/components/request.tsx";
import { Speech } from "#app/components/speech.tsx";
import { languageOfPath, type Language } from "#app/i18n/language.ts";
import { speaker, type Messages } from "#app/i18n/speaker.ts";

const catalogues: Readonly<Record<Language, () => Promise<Messages>>> = {
  es: async () => (await import("#app/i18n/catalogue/es.ts")).es,
  en: async () => (await import("#app/i18n/catalogue/en.ts")).en,
  pt: async () => (await import("#app/i18n/catalogue/pt.ts")).pt,
  fr: async () => (await import("#app/i18n/catalogue/fr.ts")).fr,
};

async function wake() {
  const language = languageOfPath(location.pathname);
  const t = speaker(language, await catalogues[language]());
  const { theme, now } = document.documentElement.dataset;
  const facts: RequestFacts = {
    theme: theme === "light" || theme === "dark" ? theme : null,
    nonce: undefined,
    requestId: null,
    now: new Date(now ?? Date.now()),
  };
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RequestProvider value={facts}>
          <Speech language={language} t={t} now={facts.now}>
            <RemixBrowser />
          </Speech>
        </RequestProvider>
      </StrictMode>,
    );
  });
}

void wake();
