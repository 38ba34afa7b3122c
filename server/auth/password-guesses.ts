/**
 * What people and guessing programs try first. Written as rules and stems, because a list of whole passwords would miss
 * "Password2024!!" and each of its cousins; common ones of twelve characters and more are nearly all made of these.
 */

/** Words of the platform and of the organisations around it. */
export const platformWords =
  "elac eclac cepal agenda digital onu uno nacionesunidas unitednations nacoesunidas nationsunies desarrollo workplace mesadirectiva secretariat secretaria latinoamerica latinamerica caribe caribbean caraibes grupodetrabajo workinggroup puntofocal focalpoint".split(
    " ",
  );

/** Stems of the most common passwords, in the languages of the region. Endings, digits and capitals are the rules' work. */
export const commonStems = `
password passwort passw pass contrasena contrasenia clave claves senha senhas motdepasse secret secreto segredo segreto
admin administrator administrador administrateur root superuser user usuario usuaria utilisateur guest invitado convidado
login acceso acesso acces welcome bienvenido bienvenida bienvenue bemvindo letmein dejameentrar entrar abrete sesamo opensesame
default changeme cambiame cambiar changeit temporal temporary temp test testing prueba teste essai demo example ejemplo exemplo
master maestro mestre super hello hola ola bonjour salut iloveyou teamo teamomucho teamo euteamo jetaime tequiero loveyou love
amor amour amore amorcito mivida miamor corazon coracao coeur princess princesa princesse prince principe angel angeles anjo
sunshine sol solecito soleil moonlight luna lua lune star estrella estrela etoile flower flor flores fleur butterfly mariposa borboleta papillon
monkey mono macaco singe dragon dragao tigre tiger lion leon leao pantera panther aguila eagle condor delfin dolphin caballo cavalo horse perro perrito gato gatito cachorro chien chat
football futbol futebol soccer baseball basketball hockey tennis barcelona realmadrid flamengo corinthians palmeiras santos gremio bocajuniors riverplate
colocolo peñarol penarol nacional america chivas cruzazul alianzalima universitario milionarios millonarios atletico liverpool arsenal chelsea juventus
batman superman spiderman ironman pokemon pikachu naruto goku starwars matrix harrypotter hogwarts mickey minnie barbie
computer computadora computador ordenador ordinateur internet windows microsoft google facebook instagram whatsapp youtube twitter samsung iphone android linux
server servidor serveur database basededatos network red rede office oficina escritorio bureau trabajo trabalho travail work company empresa business
summer verano verao ete winter invierno inverno hiver spring primavera printemps autumn otono outono automne
january february march april june july august september october november december
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo segunda terca quarta quinta sexta
argentina bolivia brasil brazil chile colombia costarica cuba dominicana ecuador elsalvador guatemala haiti honduras jamaica mexico nicaragua panama paraguay peru uruguay venezuela
belize barbados bahamas guyana suriname grenada dominica trinidad tobago antigua barbuda saintlucia
santiago buenosaires bogota lima quito lapaz montevideo asuncion caracas habana havana brasilia saopaulo riodejaneiro kingston bridgetown portofspain
trustno trust nothing nada everything todo whatever freedom libertad liberdade liberte jesus jesuscristo cristo christ dios deus dieu god santa maria virgen amen bendicion blessed
michael jennifer jessica jordan daniel daniela andrea andres carlos juan jose luis pedro pablo miguel jorge fernando fernanda roberto ricardo eduardo
alejandro alejandra sebastian nicolas mateo santiago valentina camila sofia isabella gabriel gabriela rafael lucas joao antonio francisco ana paula
charlie thomas robert william george ashley amanda nicole hannah samantha matthew joshua andrew anthony pierre jean marie sophie camille nicole
mustang ferrari porsche mercedes toyota yamaha honda harley corvette camaro
pepper pimienta ginger cookie galleta chocolate cheese queso banana platano manzana apple orange naranja cafe coffee azucar sugar
hunter shadow sombra ninja killer asesino ranger buster maverick phoenix thunder trueno lightning storm tormenta
purple morado yellow amarillo green verde blue azul black negro preto white blanco branco silver plata prata golden dorado dourado
family familia famille mother madre mae mama papa father padre pai hermano hermana amigo amiga amigos friends friend ami baby bebe bebito
music musica musique guitar guitarra rock metal salsa samba tango cumbia reggae
gobierno governo government ministerio ministry ministere embajada embassy republica republic presidente president delegado delegate
cinco cuatro tres dos cero numero number uno primero first
correct horse battery staple thequickbrownfox loremipsum`
  .trim()
  .split(/\s+/);

/** Rows along which fingers run, forwards and backwards. */
const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiop",
  "asdfghjklñ",
  "asdfghjkl",
  "zxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "wxcvbn",
  "qwertyuiopasdfghjklzxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "qazwsxedcrfvtgbyhnujmikolp",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "1q2w3e4r5t6y7u8i9o0p",
  "1a2s3d4f5g6h7j8k9l",
  "!@#$%^&*()",
  '!"#$%&/()=',
  "147258369",
  "159357",
  "789456123",
];

/** Shortest run that counts as one. */
export const runLength = 4;

/** Every stretch of `runLength` along a row, in both directions. */
export const runs: ReadonlySet<string> = new Set(
  rows.flatMap((row) =>
    [row, [...row].reverse().join("")].flatMap((way) =>
      Array.from({ length: Math.max(0, way.length - runLength + 1) }, (_, at) =>
        way.slice(at, at + runLength),
      ),
    ),
  ),
);
