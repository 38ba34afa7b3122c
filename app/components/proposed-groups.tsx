/** Groups that are proposed, with where each stands, and those that ended or never began. */
import { isOver } from "#app/domain/group.ts";
import type { ListedProposal } from "#server/services/proposed-groups.ts";
import { ButtonLink, TextLink } from "./button.tsx";
import { Moment } from "./moment.tsx";
import { Empty } from "./notice.tsx";
import { Part } from "./part.tsx";
import { useFormat, useT } from "./speech.tsx";

export function ProposedGroups(props: {
  readonly groups: readonly ListedProposal[];
  /** Whether the reader may propose one. */
  readonly proposes: boolean;
}) {
  const t = useT();
  const { groups, proposes } = props;
  return (
    <Part id="proposed" title={t("group-chain:list.proposed")} note={t("group-chain:list.proposed.note")}>
      {groups.length === 0 ? (
        <Empty title={t("group-chain:list.proposed.empty")}>
          {t("group-chain:list.proposed.empty.text")}
        </Empty>
      ) : (
        <ol className="line">
          {groups.map((group) => (
            <Row key={group.slug} group={group} />
          ))}
        </ol>
      )}
      {proposes && (
        <p className="row after">
          <ButtonLink kind="low" path="/groups/propose">
            {t("group-chain:propose")}
          </ButtonLink>
        </p>
      )}
    </Part>
  );
}

export function GroupsOver({ groups }: { readonly groups: readonly ListedProposal[] }) {
  const t = useT();
  if (groups.length === 0) return null;
  return (
    <Part id="over" title={t("group-chain:list.over")} note={t("group-chain:list.over.note")}>
      <ol className="line">
        {groups.map((group) => (
          <Row key={group.slug} group={group} />
        ))}
      </ol>
    </Part>
  );
}

/** Where it stands, and, until it is decided, what is still needed. */
function Row({ group }: { readonly group: ListedProposal }) {
  const t = useT();
  const format = useFormat();
  const { slug, name, stage, stageSince, heard, area, proponents, round } = group;
  const ends = stage.startsWith("discontinuation");
  const said = [
    t(`chains:group.${stage}`),
    ...(round === null ? [] : [t("group-chain:list.until", { date: format.brief(round.closing) })]),
    ...(proponents.length === 0
      ? []
      : [t("group-chain:proposed-by", { countries: format.list(proponents) })]),
    ...(area === null ? [] : [`${area.code} · ${area.title}`]),
  ];
  return (
    <li>
      <Moment at={stageSince} as="day" />
      <p>
        <TextLink path={isOver(stage) ? `/groups/${slug}` : `/groups/${slug}/proposal`}>
          {ends ? t("group-chain:title.end", { group: name }) : name}
        </TextLink>{" "}
        <span className="soft s">{said.join(" · ")}</span>
        {!isOver(stage) && (
          <span className="block s">{t(`group-chain:waiting.${stage}${heard ? ".heard" : ""}`)}</span>
        )}
      </p>
    </li>
  );
}
