import { describe, expect, test } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import { entered, formLimit, sentForm } from "#app/forms/form.ts";
import { preferences } from "#app/forms/preferences.ts";

const address = "http://localhost/form";

function sending(body: BodyInit, type?: string): Request {
  const headers = type === undefined ? undefined : { "Content-Type": type };
  return new Request(address, { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

/** A body whose size is not said beforehand. */
function inParts(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(parts) {
      if (at >= bytes.length) return parts.close();
      parts.enqueue(bytes.slice(at, (at += size)));
    },
  });
}

const refusalFrom = async (request: Request) => {
  try {
    await sentForm(request);
  } catch (caught) {
    const refusal = refusalOf(caught);
    return refusal && { kind: refusal.kind, key: refusal.key };
  }
  return null;
};

const form = "application/x-www-form-urlencoded";

describe("a sent form", () => {
  test("is read in both ways in which browsers send it, and in parts", async () => {
    const several = new FormData();
    several.append("title", "Ñandú");
    several.append("slug", "a");
    several.append("slug", "b");
    expect(await sentForm(sending(several))).toEqual({ title: "Ñandú", slug: "a\nb" });
    expect(await sentForm(sending(inParts("title=%C3%91and%C3%BA&text=a+b", 3), form))).toEqual({
      title: "Ñandú",
      text: "a b",
    });
  });

  test("that is none is unreadable", async () => {
    const unreadable = { kind: "invalid", key: "form.unreadable" };
    expect(await refusalFrom(sending("{}", "application/json"))).toEqual(unreadable);
    expect(
      await refusalFrom(
        sending("--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
      ),
    ).toEqual(unreadable);
    expect(await refusalFrom(sending("nothing", "multipart/form-data"))).toEqual(unreadable);
  });

  test("over the limit is too large, whether or not its size was said", async () => {
    const large = `text=${"a".repeat(formLimit)}`;
    const refused = { kind: "too-large", key: "form.too-large" };
    expect(await refusalFrom(sending(large, form))).toEqual(refused);
    expect(await refusalFrom(sending(inParts(large, 65_536), form))).toEqual(refused);
    expect((await sentForm(sending(`text=${"a".repeat(formLimit - 5)}`, form)))["text"]?.length).toBe(
      formLimit - 5,
    );
  });

  test("without end is not read without end", async () => {
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(parts) {
        given += 65_536;
        parts.enqueue(new Uint8Array(65_536).fill(97));
      },
    });
    expect(await refusalFrom(sending(endless, form))).toEqual({ kind: "too-large", key: "form.too-large" });
    expect(given).toBeLessThan(20 * 1024 * 1024);
  });
});

describe("what was entered", () => {
  test("is shown again but for secrets, the repeated and the former password among them", () => {
    const fields = { email: "a@b.example", password: "x", again: "x", current: "y", token: "z" };
    expect(entered(fields)).toEqual({ email: "a@b.example" });
  });

  test("holds no NUL, which no database keeps", async () => {
    expect(await sentForm(sending("text=a%00b", form))).toEqual({ text: "ab" });
  });
});

describe("the page to lead back to", () => {
  test.each([
    ["/es/groups?page=2", "/es/groups?page=2"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example", "/"],
    ["/es/日本", "/"],
    ["/es/a\u0001b", "/"],
    ["/es/a\r\nSet-Cookie: x=y", "/"],
  ])("%j is %j", (back, led) => {
    expect(preferences.parse({ back }).back).toBe(led);
  });
});
