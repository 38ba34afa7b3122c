/** What the reader may do with what is proposed of a group: the next act first, the others folded under it. */
import type { Refused } from "#app/answers.ts";
import type { GroupAct } from "#app/domain/group.ts";
import type { OfferedGroupAct } from "#server/services/group-offers.ts";
import type { GroupProposalView } from "#server/services/group-proposals.ts";
import { AbsentBefore } from "./amendments.tsx";
import { Actions, Button, ButtonLink, TextLink } from "./button.tsx";
import { ActingAs } from "./capacity-choice.tsx";
import { RadioGroup, SelectField } from "./choice-field.tsx";
import { TextArea } from "./field.tsx";
import { Form } from "./form.tsx";
import { Notice, Panel } from "./notice.tsx";
import { Fold } from "./part.tsx";
import { RoundTimes } from "./round-times.tsx";
import { useLocal, useRefusalWords, useT } from "./speech.tsx";

interface ActsProps {
  readonly view: GroupProposalView;
  readonly signedIn: boolean;
  readonly refused: Refused | null;
}

/** Acts that move the proposal on; the others are folded. */
const forward: readonly GroupAct[] = ["open-consultation", "open-officers-round", "withdraw-rounds"];
/** Acts that have a page of their own, below the group's address. */
const elsewhere: Readonly<Partial<Record<GroupAct, string>>> = {
  "edit-proposal": "proposal/edit",
  "propose-discontinuation": "end",
  rename: "rename",
};

export function GroupProposalActs(props: ActsProps) {
  const t = useT();
  const { view, refused, signedIn } = props;
  const { acts, stage, group } = view;
  const main = acts.find(({ act }) => forward.includes(act));
  const links = acts.flatMap(({ act }) => {
    const page = elsewhere[act];
    return page === undefined ? [] : [{ act, path: `/groups/${group.slug}/${page}` }];
  });
  const others = acts.filter(({ act }) => act !== main?.act && elsewhere[act] === undefined);
  return (
    <Panel id="act" title={t(main === undefined ? `group-chain:now.${stage}` : "group-chain:act.yours")}>
      {main === undefined ? (
        <p>{t(`group-chain:waiting.${waitingOf(view)}`)}</p>
      ) : (
        <ActForm offered={main} {...props} main />
      )}
      {links.map(({ act, path }) => (
        <p key={act}>
          <ButtonLink path={path}>{t(`chains:group-act.${act}`)}</ButtonLink>
        </p>
      ))}
      {!signedIn && view.next.length > 0 && (
        <p className="soft s">
          {t("group-chain:sign-in")}{" "}
          <TextLink path={`/sign-in?to=${encodeURIComponent(`/groups/${group.slug}/proposal`)}`}>
            {t("frame:sign-in")}
          </TextLink>
        </p>
      )}
      {others.map((offered) => (
        <Fold
          key={offered.act}
          title={t(`chains:group-act.${offered.act}`)}
          open={refused?.values["act"] === offered.act}
        >
          <ActForm offered={offered} {...props} />
        </Fold>
      ))}
    </Panel>
  );
}

/** In a consultation it matters whether the countries are still being asked. */
function waitingOf({ stage, next }: GroupProposalView): string {
  const heard = next.some(({ act }) => act === "open-officers-round");
  return stage.endsWith("consultation") && heard ? `${stage}.heard` : stage;
}

function ActForm(props: ActsProps & { readonly offered: OfferedGroupAct; readonly main?: boolean }) {
  const t = useT();
  const local = useLocal();
  const say = useRefusalWords();
  const { offered, view, refused, main = false } = props;
  const { act, obstacle } = offered;
  const own = refused?.values["act"] === act ? refused : null;
  const label = t(`chains:group-act.${act}`);
  const [only] = offered.countries;
  const hidden = {
    act,
    revision: String(view.revision),
    ...(offered.countries.length === 1 && only !== undefined ? { country: only } : {}),
    ...(act === "withdraw-rounds" ? { rounds: withdrawable(view).join(" ") } : {}),
  };
  return (
    <Form
      id={act}
      action={local(`/groups/${view.group.slug}/proposal`)}
      label={label}
      refused={own}
      hidden={hidden}
    >
      <p>{t(`group-chain:consequence.${act}`)}</p>
      {obstacle !== null && <Notice kind="wait" title={say(obstacle)} />}
      {obstacle === null && <ActingAs as={offered.as} names={view.names} />}
      {obstacle === null && <ActFields offered={offered} view={view} />}
      {obstacle === null && (
        <Actions>
          <Button kind={main ? "go" : "plain"}>{label}</Button>
        </Actions>
      )}
    </Form>
  );
}

const withdrawable = (view: GroupProposalView): readonly number[] =>
  view.within.filter((round) => round.withdrawable).map(({ number }) => number);

function ActFields({
  offered,
  view,
}: {
  readonly offered: OfferedGroupAct;
  readonly view: GroupProposalView;
}) {
  const t = useT();
  const { act, countries } = offered;
  const { names, leastHours, silenceHours, within } = view;
  return (
    <>
      {countries.length > 1 && (
        <SelectField
          name="country"
          label={t("group-chain:country")}
          options={countries.map((iso) => ({ value: iso, label: names[iso] ?? iso }))}
        />
      )}
      {countries.length === 1 && (
        <p className="strong">{t("goals:for-country", { country: names[countries[0] ?? ""] ?? "" })}</p>
      )}
      {act === "open-officers-round" && (
        <RadioGroup
          name="mode"
          tight
          label={t("rounds:open.mode")}
          value="express"
          options={(["express", "silence"] as const).map((mode) => ({
            value: mode,
            label: t(`consensus:mode.${mode}`),
            note: t(`rounds:open.${mode}`),
          }))}
        />
      )}
      {act === "open-officers-round" && <AbsentBefore left={view.left} names={names} />}
      {act === "open-consultation" && <RoundTimes consultation silenceHours={leastHours} />}
      {act === "open-officers-round" && <RoundTimes silenceHours={silenceHours} />}
      {act === "withdraw-rounds" && (
        <ul className="stackv">
          {within
            .filter((round) => round.withdrawable)
            .map(({ number, title }) => (
              <li key={number}>{t("group-chain:round-of", { number, title })}</li>
            ))}
        </ul>
      )}
      {(act === "withdraw-rounds" || act === "withdraw-proposal") && (
        <TextArea name="reason" rows={3} label={t("group-chain:reason")} hint={t("goals:on-record-hint")} />
      )}
    </>
  );
}
