/**
 * The 14 working groups of eLAC2015 (seed clauses 50–56). The scan of the document names 12 of them; those under
 * areas C and D come from the technical secretariat's own pages. Mandates are in our own words.
 */
import { texts, type Texts } from "./texts.ts";

export interface GroupSeed {
  /** As in addresses. */
  readonly slug: string;
  /** Codes of the areas of eLAC2015 it serves: an area has several groups, and a group may serve several areas. */
  readonly areas: readonly string[];
  readonly name: Texts;
  /** Two sentences for the head of its minisite. */
  readonly mandate: Texts;
}

export const groupSeeds2015: readonly GroupSeed[] = [
  {
    slug: "access-and-infrastructure",
    areas: ["A"],
    name: texts(
      "Acceso e infraestructura",
      "Access and infrastructure",
      "Acesso e infraestrutura",
      "Accès et infrastructure",
    ),
    mandate: texts(
      "Trabaja para que la banda ancha llegue a toda la población de la región a un precio justo. Reúne a los países en torno a las redes, los enlaces internacionales, los puntos de intercambio y el paso a IPv6.",
      "Works so that broadband reaches everybody in the region at a fair price. It brings countries together on networks, international links, exchange points and the move to IPv6.",
      "Trabalha para que a banda larga chegue a toda a população da região a um preço justo. Reúne os países em torno das redes, dos enlaces internacionais, dos pontos de troca e da passagem ao IPv6.",
      "Œuvre pour que le haut débit parvienne à toute la population de la région à un prix juste. Il réunit les pays autour des réseaux, des liaisons internationales, des points d’échange et du passage à IPv6.",
    ),
  },
  {
    slug: "e-government",
    areas: ["B"],
    name: texts(
      "Gobierno electrónico e interoperabilidad",
      "E-government and interoperability",
      "Governo eletrônico e interoperabilidade",
      "Administration en ligne et interopérabilité",
    ),
    mandate: texts(
      "Acerca los trámites y la información pública a las personas y a las empresas pequeñas. Prepara normas comunes para que los servicios de distintas instituciones y países se entiendan entre sí, con los datos personales protegidos.",
      "Brings public formalities and information closer to people and small enterprises. It prepares common standards so that the services of different institutions and countries understand each other, with personal data protected.",
      "Aproxima os trâmites e a informação pública das pessoas e das pequenas empresas. Prepara normas comuns para que os serviços de diferentes instituições e países se entendam entre si, com os dados pessoais protegidos.",
      "Rapproche les démarches et l’information publique des personnes et des petites entreprises. Il prépare des normes communes pour que les services d’institutions et de pays différents se comprennent, dans le respect des données personnelles.",
    ),
  },
  {
    slug: "technological-waste",
    areas: ["C"],
    name: texts(
      "Residuos tecnológicos",
      "Technological waste",
      "Resíduos tecnológicos",
      "Déchets technologiques",
    ),
    mandate: texts(
      "Busca que los equipos electrónicos en desuso se reparen, se reciclen o se eliminen sin daño. Propone normas comunes y un consumo responsable de tecnología a gobiernos, empresas y hogares.",
      "Seeks ways to repair, recycle or dispose of discarded electronic equipment without harm. It proposes common standards and responsible use of technology to governments, firms and households.",
      "Busca que os equipamentos eletrônicos em desuso sejam reparados, reciclados ou descartados sem danos. Propõe normas comuns e um consumo responsável de tecnologia a governos, empresas e famílias.",
      "Cherche à faire réparer, recycler ou éliminer sans dommage les équipements électroniques hors d’usage. Il propose aux gouvernements, aux entreprises et aux ménages des normes communes et un usage responsable des technologies.",
    ),
  },
  {
    slug: "health-and-social-security",
    areas: ["D"],
    name: texts(
      "TIC, salud y seguridad social",
      "ICT, health and social security",
      "TIC, saúde e seguridade social",
      "TIC, santé et sécurité sociale",
    ),
    mandate: texts(
      "Estudia cómo las tecnologías mejoran la atención de salud y la protección social, sobre todo de quienes más las necesitan. Impulsa la conexión de hospitales, la historia clínica electrónica y la cooperación en las fronteras.",
      "Studies how technology improves health care and social protection, above all for those who need them most. It promotes connected hospitals, electronic medical records and cooperation in border areas.",
      "Estuda como as tecnologias melhoram a atenção à saúde e a proteção social, sobretudo de quem mais precisa. Promove a conexão de hospitais, o prontuário eletrônico e a cooperação nas fronteiras.",
      "Étudie comment les technologies améliorent les soins et la protection sociale, surtout pour ceux qui en ont le plus besoin. Il encourage la connexion des hôpitaux, le dossier médical électronique et la coopération aux frontières.",
    ),
  },
  {
    slug: "microenterprises-and-smes",
    areas: ["E"],
    name: texts(
      "Innovación y apropiación de las TIC por las micro y pymes",
      "Innovation and appropriation of ICT by microenterprises and SMEs",
      "Inovação e apropriação das TIC por microempresas e PMEs",
      "Innovation et appropriation des TIC par les micro-entreprises et PME",
    ),
    mandate: texts(
      "Ayuda a que las empresas más pequeñas usen la tecnología para producir, vender e innovar mejor. Compara políticas de formación y financiamiento y comparte las que dan resultado.",
      "Helps the smallest enterprises to use technology to produce, sell and innovate better. It compares policies of training and financing and shares those that work.",
      "Ajuda as menores empresas a usar a tecnologia para produzir, vender e inovar melhor. Compara políticas de formação e financiamento e compartilha as que dão resultado.",
      "Aide les plus petites entreprises à se servir des technologies pour mieux produire, vendre et innover. Il compare les politiques de formation et de financement et fait connaître celles qui réussissent.",
    ),
  },
  {
    slug: "digital-contents",
    areas: ["E"],
    name: texts("Contenidos digitales", "Digital contents", "Conteúdos digitais", "Contenus numériques"),
    mandate: texts(
      "Fomenta contenidos digitales hechos en la región, interactivos y fáciles de usar por todas las personas. Cuida la diversidad de lenguas y culturas y la conservación de lo que aún no es digital.",
      "Encourages digital content made in the region, interactive and easy for everybody to use. It looks after the diversity of languages and cultures and the preservation of what is not yet digital.",
      "Fomenta conteúdos digitais feitos na região, interativos e fáceis de usar por todas as pessoas. Cuida da diversidade de línguas e culturas e da conservação do que ainda não é digital.",
      "Encourage des contenus numériques produits dans la région, interactifs et faciles à utiliser par tous. Il veille à la diversité des langues et des cultures et à la conservation de ce qui n’est pas encore numérique.",
    ),
  },
  {
    slug: "software-and-services",
    areas: ["E"],
    name: texts(
      "Software y servicios de tecnologías de la información",
      "Software and information technology services",
      "Software e serviços de tecnologia da informação",
      "Logiciels et services informatiques",
    ),
    mandate: texts(
      "Acompaña el crecimiento de la industria regional de programas y servicios informáticos. Trata de calidad, talento, fondos para innovar y compras públicas que abran oportunidades.",
      "Supports the growth of the region’s software and information technology services. It deals with quality, talent, funds for innovation and public purchasing that creates opportunities.",
      "Acompanha o crescimento da indústria regional de software e serviços de informática. Trata de qualidade, talento, recursos para inovar e compras públicas que abram oportunidades.",
      "Accompagne la croissance de l’industrie régionale du logiciel et des services informatiques. Il traite de la qualité, des talents, des fonds d’innovation et d’achats publics qui offrent des débouchés.",
    ),
  },
  {
    slug: "telework",
    areas: ["E"],
    name: texts("Teletrabajo", "Telework", "Teletrabalho", "Télétravail"),
    mandate: texts(
      "Reúne experiencias y normas sobre el trabajo a distancia en la región. Busca que cree empleo digno, también lejos de las grandes ciudades y para personas con discapacidad.",
      "Gathers experience and rules on work at a distance in the region. It seeks to make it a source of decent jobs, also far from the large cities and for persons with disabilities.",
      "Reúne experiências e normas sobre o trabalho a distância na região. Busca que ele crie emprego digno, também longe das grandes cidades e para pessoas com deficiência.",
      "Rassemble expériences et règles sur le travail à distance dans la région. Il cherche à en faire une source d’emplois décents, y compris loin des grandes villes et pour les personnes handicapées.",
    ),
  },
  {
    slug: "legal-framework",
    areas: ["F"],
    name: texts(
      "Marco legal de la sociedad de la información",
      "Legal framework for the information society",
      "Marco legal da sociedade da informação",
      "Cadre juridique de la société de l’information",
    ),
    mandate: texts(
      "Acerca las leyes de los países sobre datos personales, firma electrónica y delitos informáticos. Mantiene el diálogo que permite adoptar criterios comunes sin perder las garantías de cada país.",
      "Brings closer the laws of the countries on personal data, electronic signatures and cybercrime. It keeps up the dialogue that allows common criteria without loss of each country’s safeguards.",
      "Aproxima as leis dos países sobre dados pessoais, assinatura eletrônica e crimes cibernéticos. Mantém o diálogo que permite adotar critérios comuns sem perder as garantias de cada país.",
      "Rapproche les lois des pays sur les données personnelles, la signature électronique et la cybercriminalité. Il entretient le dialogue qui permet d’adopter des critères communs sans perdre les garanties de chaque pays.",
    ),
  },
  {
    slug: "e-business",
    areas: ["F"],
    name: texts("Negocios electrónicos", "E-business", "Negócios eletrônicos", "Affaires électroniques"),
    mandate: texts(
      "Trabaja por un comercio en línea seguro y abierto a las empresas de todo tamaño. Promueve la factura electrónica y reglas que permitan comprar y vender entre países.",
      "Works for online trade that is secure and open to enterprises of every size. It promotes e-billing and rules that let people buy and sell across borders.",
      "Trabalha por um comércio on-line seguro e aberto a empresas de todos os tamanhos. Promove a fatura eletrônica e regras que permitam comprar e vender entre países.",
      "Œuvre pour un commerce en ligne sûr et ouvert aux entreprises de toute taille. Il encourage la facture électronique et des règles qui permettent d’acheter et de vendre entre pays.",
    ),
  },
  {
    slug: "internet-governance",
    areas: ["F"],
    name: texts(
      "Gobernanza de Internet",
      "Internet governance",
      "Governança da Internet",
      "Gouvernance d’Internet",
    ),
    mandate: texts(
      "Prepara la voz de la región en los debates sobre el gobierno de Internet. Sienta a la misma mesa a gobiernos, empresas, sociedad civil y comunidad técnica.",
      "Prepares the region’s voice in debates on how the Internet is governed. It seats governments, business, civil society and the technical community at one table.",
      "Prepara a voz da região nos debates sobre a governança da Internet. Senta à mesma mesa governos, empresas, sociedade civil e comunidade técnica.",
      "Prépare la voix de la région dans les débats sur la gouvernance d’Internet. Il réunit à une même table gouvernements, entreprises, société civile et communauté technique.",
    ),
  },
  {
    slug: "gender",
    areas: ["F"],
    name: texts("Género", "Gender", "Gênero", "Genre"),
    mandate: texts(
      "Vela por que las mujeres y las niñas tengan igual acceso a la tecnología y a sus empleos. Aporta datos y criterios de igualdad al trabajo de los demás grupos.",
      "Works so that women and girls have equal access to technology and to the jobs it brings. It brings data and criteria of equality to the work of the other groups.",
      "Zela por que mulheres e meninas tenham igual acesso à tecnologia e aos seus empregos. Oferece dados e critérios de igualdade ao trabalho dos demais grupos.",
      "Veille à ce que les femmes et les filles aient un accès égal aux technologies et aux emplois qu’elles créent. Il apporte des données et des critères d’égalité aux travaux des autres groupes.",
    ),
  },
  {
    slug: "financing",
    areas: ["F"],
    name: texts("Financiamiento", "Financing", "Financiamento", "Financement"),
    mandate: texts(
      "Busca recursos nacionales e internacionales, públicos y privados, para la agenda. Muestra qué cuesta cada meta, quién puede aportar y qué falta.",
      "Looks for national and international, public and private funds for the agenda. It shows what each goal costs, who can contribute and what is missing.",
      "Busca recursos nacionais e internacionais, públicos e privados, para a agenda. Mostra quanto custa cada meta, quem pode contribuir e o que falta.",
      "Recherche des fonds nationaux et internationaux, publics et privés, pour l’agenda. Il montre ce que coûte chaque objectif, qui peut contribuer et ce qui manque.",
    ),
  },
  {
    slug: "education",
    areas: ["G"],
    name: texts(
      "Desarrollo digital para la educación",
      "Digital development for education",
      "Desenvolvimento digital para a educação",
      "Développement numérique pour l’éducation",
    ),
    mandate: texts(
      "Promueve escuelas conectadas, docentes formados y contenidos educativos al alcance de todas las personas. Comparte métodos y presta atención a los riesgos de la tecnología para la niñez y la adolescencia.",
      "Promotes connected schools, trained teachers and educational content within everybody’s reach. It shares methods and pays attention to the risks of technology for children and adolescents.",
      "Promove escolas conectadas, professores formados e conteúdos educacionais ao alcance de todas as pessoas. Compartilha métodos e dá atenção aos riscos da tecnologia para crianças e adolescentes.",
      "Encourage des écoles connectées, des enseignants formés et des contenus éducatifs à la portée de tous. Il partage des méthodes et prête attention aux risques des technologies pour les enfants et les adolescents.",
    ),
  },
];
