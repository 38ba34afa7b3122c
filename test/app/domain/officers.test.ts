import { describe, expect, it } from "vitest";
import { faultsOf, places, positionOf, type ElectedSeat } from "#app/domain/officers.ts";
import { countryGroups, type CountryGroup } from "#app/domain/region.ts";

const groupOf = new Map<string, CountryGroup>([
  ["PE", "andean"],
  ["EC", "andean"],
  ["CO", "andean"],
  ["MX", "central-america-mexico"],
  ["BR", "southern-cone"],
  ["UY", "southern-cone"],
  ["CU", "caribbean"],
]);
const seat = (
  group: CountryGroup,
  number: number,
  country: string | null,
  more: Partial<ElectedSeat> = {},
) => ({
  group,
  number,
  country,
  chair: false,
  email: null,
  ...more,
});
const peru = seat("andean", 1, "PE", { chair: true });
const ecuador = seat("andean", 2, "EC");
const whole = [
  peru,
  ecuador,
  seat("central-america-mexico", 1, "MX"),
  seat("central-america-mexico", 2, null),
  seat("southern-cone", 1, "BR"),
  seat("southern-cone", 2, "UY"),
  seat("caribbean", 1, "CU"),
  seat("caribbean", 2, null),
];

const said = (seats: readonly ElectedSeat[], staying: readonly ElectedSeat[] = []) =>
  faultsOf(seats, staying, groupOf).map(({ at, key }) =>
    at === null ? key : `${at.group}-${at.number} ${key}`,
  );

describe("the places of the officers", () => {
  it("are two for each country group, in the order of the source", () => {
    expect(places.map(positionOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    for (const group of countryGroups)
      expect(places.filter((place) => place.group === group)).toHaveLength(2);
  });
});

describe("a composition", () => {
  const cases: readonly [string, readonly ElectedSeat[], readonly ElectedSeat[], readonly string[]][] = [
    ["of two per group with vacancies and one Chair is right", whole, [], []],
    ["of one country, the Chair, is right: vacancies are normal", [peru], [], []],
    ["without any country has no Chair", [seat("andean", 1, null)], [], ["election.no-chair"]],
    ["without a Chair is none", [ecuador], [], ["election.no-chair"]],
    [
      "whose Chair is a vacant seat has none",
      [seat("andean", 1, null, { chair: true })],
      [],
      ["election.no-chair"],
    ],
    ["with two Chairs is none", [peru, { ...ecuador, chair: true }], [], ["election.two-chairs"]],
    [
      "has no third seat of a group",
      [peru, ecuador, seat("andean", 3, "CO")],
      [],
      ["andean-3 election.place-taken"],
    ],
    [
      "has no place twice",
      [peru, seat("andean", 1, "CO")],
      [],
      ["andean-1 election.place-taken", "andean-1 election.place-taken"],
    ],
    [
      "has no country of another group",
      [peru, seat("andean", 2, "BR")],
      [],
      ["andean-2 election.other-group"],
    ],
    ["has no country that is none", [peru, seat("andean", 2, "ZZ")], [], ["andean-2 election.other-group"]],
    [
      "gives a country one seat at most",
      [peru, seat("andean", 2, "PE")],
      [],
      ["andean-1 election.country-twice", "andean-2 election.country-twice"],
    ],
    [
      "puts nobody into a seat without a country",
      [peru, seat("andean", 2, null, { email: "a@example.org" })],
      [],
      ["andean-2 election.country-missing"],
    ],
    [
      "puts a person into one seat at most",
      [
        { ...peru, email: "a@example.org" },
        { ...ecuador, email: "a@example.org" },
      ],
      [],
      ["andean-1 election.person-twice", "andean-2 election.person-twice"],
    ],
    [
      "leaves a seat whose term goes on",
      [peru, seat("andean", 2, "CO")],
      [ecuador],
      ["andean-2 election.place-taken"],
    ],
    ["counts a Chair whose term goes on", [ecuador], [peru], []],
    [
      "has no second Chair beside one whose term goes on",
      [{ ...ecuador, chair: true }],
      [peru],
      ["election.two-chairs"],
    ],
  ];
  it.each(cases)("%s", (_, seats, staying, faults) => {
    expect(said(seats, staying)).toEqual(faults);
  });
});
