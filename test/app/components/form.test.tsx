import { renderToStaticMarkup } from "react-dom/server";
import type { ReactNode } from "react";
import { describe, expect, test } from "vitest";
import type { Refused } from "#app/answers.ts";
import { CheckboxField, RadioGroup, SelectField } from "#app/components/choice-field.tsx";
import { DateField, TextArea, TextField } from "#app/components/field.tsx";
import { Form } from "#app/components/form.tsx";
import { PositionPicker, usePositionNames } from "#app/components/position-picker.tsx";
import { Speech } from "#app/components/speech.tsx";
import { translator } from "#app/i18n/translate.ts";
import { positionKinds } from "#app/domain/round.ts";

const now = new Date("2011-03-01T12:40:00Z");

const render = (page: ReactNode) =>
  renderToStaticMarkup(
    <Speech language="en" t={translator("en")} now={now}>
      {page}
    </Speech>,
  );

const refusedWith = (fields: Refused["refusal"]["fields"], values: Refused["values"] = {}): Refused => ({
  refusal: { tag: "refusal", kind: "invalid", key: "form.check-fields", params: {}, fields },
  values,
});

const missing = { key: "field.missing", params: {} };

describe("a form that comes back", () => {
  const page = render(
    <Form id="appoint" refused={refusedWith({ person: missing }, { country: "CR", tell: "on" })}>
      <SelectField name="country" label="Country" options={[{ value: "CR", label: "Costa Rica" }]} />
      <div>
        <TextField name="person" label="Person" hint="As in the letter" value="Elena Vargas" />
      </div>
      <CheckboxField name="tell" label="Tell me" />
      <CheckboxField name="unticked" label="Also this" checked />
    </Form>,
  );

  test("begins with what is wrong, which can take the focus and is announced", () => {
    expect(page).toMatch(
      /<form[^>]*><div class="notice bad summary" role="alert" id="appoint-errors" tabindex="-1" autofocus="">/,
    );
    expect(page).toContain("1 thing has to be checked");
  });
  test("leads from each fault to its field, called by its label", () => {
    expect(page).toMatch(/<a href="#appoint-person">Person: [^<]+<\/a>/);
    expect(page).toContain('id="appoint-person"');
  });
  test("ties hint and fault to the field", () => {
    expect(page).toMatch(
      /<input[^>]*id="appoint-person"[^>]*aria-describedby="appoint-person-hint appoint-person-error"[^>]*aria-invalid="true"/,
    );
    expect(page).toContain('<p class="hint" id="appoint-person-hint">');
    expect(page).toContain('<p class="error" id="appoint-person-error">');
  });
  test("keeps what was chosen and ticked, and does not tick again what was unticked", () => {
    expect(page).toMatch(/<option value="CR" selected="">/);
    expect(page).toMatch(/id="appoint-tell"[^>]*checked=""/);
    expect(page).not.toMatch(/id="appoint-unticked"[^>]*checked/);
  });
  test("never shows a password again", () => {
    expect(
      render(
        <Form id="in" refused={refusedWith({}, { password: "secret" })}>
          <TextField name="password" label="Password" type="password" />
        </Form>,
      ),
    ).not.toContain("secret");
  });
});

test("a refusal that names no field is said in full, with its instants in words", () => {
  const refused: Refused = {
    refusal: {
      tag: "refusal",
      kind: "too-large",
      key: "form.too-large",
      params: { at: "2011-03-03T20:00:00.000Z" },
    },
    values: {},
  };
  expect(
    render(
      <Form id="f" refused={refused}>
        {null}
      </Form>,
    ),
  ).toContain("too large");
});

describe("a field", () => {
  test("has its label, and says nothing of faults before it is sent", () => {
    const page = render(
      <Form id="f">
        <TextArea name="words" label="Words" optional />
      </Form>,
    );
    expect(page).toContain('<label for="f-words">Words<span class="soft"> (optional)</span></label>');
    expect(page).not.toContain("aria-invalid");
    expect(page).not.toContain("aria-describedby");
    expect(page).not.toContain("alert");
  });
  test("of a day and hour says in which zone it is meant", () => {
    expect(render(<DateField name="at" label="Opens" time />)).toContain("Santiago time");
  });
  test("of radios ties what each choice brings to it", () => {
    const page = render(
      <Form id="f">
        <RadioGroup
          name="act"
          label="Which act?"
          value="b"
          options={[
            { value: "a", label: "A" },
            { value: "b", label: "B", note: "A letter" },
          ]}
        />
      </Form>,
    );
    expect(page).toContain("<legend>Which act?</legend>");
    expect(page).toMatch(
      /<input type="radio" id="f-act-b"[^>]*aria-describedby="f-act-b-note"[^>]*checked=""/,
    );
  });
});

describe("choosing a position", () => {
  function Page() {
    return (
      <Form
        id="p"
        names={usePositionNames()}
        refused={refusedWith({ lift: missing }, { kind: "objects", reason: "Our law" })}
      >
        <PositionPicker
          kinds={positionKinds}
          passages={[{ value: "3", label: "Paragraph 3" }]}
          confirmLatest={new Date("2011-04-02T20:00:00Z")}
          mode="express"
        />
      </Form>
    );
  }
  const page = render(<Page />);

  test("keeps fields apart that open inside different positions", () => {
    const names = [...page.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)]
      .map(([, name]) => name)
      .filter((name) => name !== "kind");
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("reservationPassage");
    expect(names).toContain("objectionPassage");
  });
  test("shows each position as glyph, word and class", () => {
    for (const tone of ["joins", "reservation", "referendum", "objects", "dissociates"])
      expect(page).toMatch(
        new RegExp(`<span class="pos ${tone}"><svg[^>]*aria-hidden="true">.*?</svg>[^<]+</span>`),
      );
  });
  test("says the latest day for the capital, and calls the fault by its field", () => {
    expect(page).toContain("On 2 April 2011 at the latest.");
    expect(page).toMatch(/<a href="#p-lift">What would lift the objection\? [^<]+<\/a>/);
  });
});
