// SPDX-License-Identifier: Apache-2.0
//
// Nicknames: which short forms belong to which full names, one family a line.
//
// Written for libpersons from common knowledge of how people are called; copied from no data set,
// and under the licence of the project. All names of a line are relatives of each other, so a line
// has full names that are one name (katherine, catherine), never two that only share a nickname:
// such a nickname stands in both lines (chris).

/// Full names, a colon, their nicknames. Folded ASCII words only.
let nicknameTable: StaticString = """
  aaron: ron ronnie
  abdullah: abdul
  abdulrahman: abdul
  abdulrahman: abdul rahman
  abigail: abbie abby abbey gail
  abraham: abe bram
  adelaide: addie addy adele heidi
  adeline adelina: addie addy
  adolfo: fito
  adriaan adrianus: ad adri arie
  adrian: ade
  adriana adrianna: addie
  agatha: aggie
  agnes: aggie nessie nesta
  agnieszka: aga agusia agnes
  aikaterini: katerina kaiti
  aishwarya: aish ash
  alan allan allen: al
  alastair alistair alasdair alister: al ally
  albert: al bert bertie
  alberto: beto berto tito
  albertus: bert ab
  alejandra: alex sandra ale jandra
  alejandro: alex jandro ale sandro
  aleksander aleksandr alexandr oleksandr: sasha alex alik sanya shura oles olek
  aleksander: olek alek
  aleksandra alexandra oleksandra: sasha ola shura alex sanya lesya
  aleksandra: olka
  alessandra: ale sandra alex
  alessandro: ale sandro alex
  alexander alexandre: alex al alec alek lex sandy xander zander sasha
  alexandra: alex alexa lexi lexie lexa sandra sandy sasha ali ally allie
  alexis: alex lexi lexie
  alfons: fons
  alfred: al alf alfie fred freddie freddy
  alfredo: fredo fredi freddy
  alice alicia: ali allie ally
  alison allison alyson: ali ally allie
  amalia amalie: mali malchen
  amanda: mandy manda
  amelia: amy millie mel melia mia
  ana: anita
  anastasia anastasiya anastasiia: nastya nastia stacy stacey tasya asya ana stasia
  andrea: andie andy drea
  andreas: andi andy dres
  andrei andrey andrii andriy: andryusha
  andres: andy andresito
  andrew: andy drew
  andrzej: jedrek andrzejek
  angela: angie ange
  angelina angelica angelika: angie lina
  ann anne: annie nan nancy nanny
  anna: annie ann anya ania anja anni nan anka anechka anuschka
  annabel annabelle anabel: annie anna bella belle
  annemarie annamaria: anna annie mia
  anthony antony: tony ant toni
  antoine: tony toine
  antoinette: toni nettie netta
  anton: tony toni tosha antosha
  antonella: anto nella
  antonia: toni tonia tonya nia
  antonio: tonho toninho
  antonio: tony toni tonio nino antonello tonino tono
  antonius: ton toon antoon teun
  archibald: archie
  armando: mando
  arnold: arnie arne
  arthur artur: art artie arti
  arturo: art turo
  athanasios: thanasis thanos nasos
  august augustus: gus augie gussie
  augustine augustin: gus augie
  aurelia: rella
  balakrishnan balasubramanian: bala balu
  balwinder balvinder: bally
  barbara: babsi
  barbara: barb barbie babs bobbie basia asia baerbel
  barnabas barnaby: barney barny
  bartholomew: bart barry
  bartosz bartlomiej: bartek
  basil: baz
  beatrice beatrix: bea bee trixie trix
  beatriz: bea bia
  belinda: linda bel
  benedict benedikt: ben bene
  benjamin: ben benny benji benjy bennie
  bernadette: bernie
  bernard: bernie barney
  bernardo: berna nardo
  bernardus: ben bernard
  bernhard: bernd berni
  bertha: bertie berta
  bertram: bert bertie
  bethany: beth
  beverly beverley: bev
  boris: borya
  bradford: brad
  bradley: brad
  brian bryan: bri
  bridget bridgette brigid: bridie biddy bridge
  brigitte brigitta: gitte gitta britta
  britney brittany: brit britt
  calvin: cal
  cameron: cam
  camilla camille: cami millie
  candace candice: candy
  carl karl: charlie kalle
  carlos: carlinhos caca
  carlos: carlitos charlie
  carmine: carmelo
  carol carole carolyn carolin caroline carolina: carrie caro lina caz line
  cassandra: cass cassie sandra
  caterina: cate rina katia
  catharina: toos trijntje rina tineke
  cecilia cecelia cecily: cece ceci cissy sissy cilla
  charalambos charalampos: babis haris
  charles: charlie charley chuck chas chaz chip
  charlotte charlotta: lottie lotte charlie char lotta
  cheryl sheryl: cherry sherry
  christina christine cristina kristina kristine christin: chris chrissy chrissie christy \
  christie tina kris kristi kirsty stina krissy
  christoph christof: chris stoffel
  christopher kristopher cristopher: chris kris kit topher christy
  clara klara: clare clarita
  claudia klaudia: claudi
  clayton: clay
  clifford clifton: cliff
  clifford: cliff
  clifton: cliff
  clinton: clint
  concepcion: concha conchita
  conrad konrad: con curt kurt
  constance: connie
  constantin: costel costin titi
  consuelo: chelo
  corey cory: core
  cornelia: corrie cor nel
  cornelia: nelly nele conny corrie
  cornelius: con neil neely cor kees cees corneel
  cynthia: cindy cyndi
  damian damien: damo
  daniel: dan danny dani dany
  danielle daniela daniella: dani danni ela
  darren darrin: daz
  david: dave davey davy davie
  deborah debra debora: deb debbie debby debi
  deirdre: dee
  delores dolores: lola dolly lolita
  denis dennis: den denny
  derek derrick: del rick
  desmond: des
  diana diane dianne: di didi
  dieter: didi
  dietrich: dieter dirk
  dimitri dmitri dmitry dmitrii dmytro dmitriy: dima mitya
  dimitrios dimitris: dimi mitsos jimmy
  dolores: lola loli
  domenico: mimmo mimi nico menico
  domingo: mingo
  dominic dominick dominik: dom nick nic domi
  donald: don donnie donny
  dorothy dorothea: dot dottie dotty dolly dora thea dodie dory
  douglas: doug dougie
  dustin: dusty
  eamon eamonn: ed
  eberhard: ebbi hardy
  edgar: ed eddie eddy
  edgardo: gardo
  edmund edmond: ed eddie eddy ned ted
  eduardo: duda
  eduardo: edu lalo eddie eddy dudu
  edward: ed eddie eddy ned ted teddy
  edwin: ed eddie eddy win
  eileen aileen: leenie
  ekaterina yekaterina katerina kateryna: katya katia kate katyusha
  eleanor elinor eleanora eleonora: ellie ella nell nellie nelly nora lenora norah
  elena yelena olena alena: lena lenochka alyona ela
  eleni: elena lena nitsa
  eleonora: ele nora
  elisa elise: ellie lisa lise elsie
  elisabet: lisa lisbet bettan
  elisabeth: els lies liesbeth betsie elly lisette
  elisabeth: sissi lisl liesl elli lisbeth liesel
  elisabetta: eli betta lisa
  elizabeth elisabeth elizabet elzbieta: liz lizzie lizzy liza lisa eliza beth betty bette bess \
  bessie betsy libby elsie elise lilibet lisbeth lis elsa else ela
  elizaveta yelizaveta: liza lizaveta
  ellen: ellie nell nellie nelly
  elliot elliott eliot: eli
  emanuel emmanuel: manny manu mani
  emanuele: lele manu
  emilia: emi milka mila emilka
  emily emilie: em emmy emmie millie
  emma: em emmy emmie
  emmanouil: manolis manos
  engelbert: bert
  enrico: rico
  enrique: quique kike rique
  eric erik: rick rik ric
  erica erika: ricki rika
  ernest: ernie ern
  erzsebet: erzsi bozsi
  estelle estella: essie stella
  esther ester: essie hettie etty
  eugene: gene
  eugenia: gena genie jenya zhenya
  eva: evie ewa eve evita
  evangelos: vangelis angelos
  evelyn eveline: eve evie
  evgenia yevgenia evgeniya yevheniia: zhenya jenya
  evgeny yevgeny evgeni evgeniy evgenii yevhen yevgeni: zhenya jenya
  faith: fay faye
  fatima fatma: fati fatoumata fatou
  federico: fede fico
  felicity: fliss flick
  ferdinand: ferdi ferdy nando
  ferdinando: nando
  ferenc: feri
  fernando: nando fer ferni
  filip: fil filipek
  filippo: pippo lippo
  florence: flo florrie flossie
  florian: flo flori
  frances: fran franny frannie francie fanny frankie
  francesca: fran chessie franca checca chicca
  francesca: franci
  francesco: franco cecco ciccio checco
  francis: frank frankie fran
  francisca: paca paquita pancha fran
  francisco: chiquinho
  francisco: paco pancho frank fran paquito curro kiko cisco chico
  franciscus: frans cis
  franklin: frank frankie
  franz: franzl franzi
  franziska: franzi franka ziska sissi
  frederica frederika: freddie freda rica rika
  frederick frederic fredrick fredric: fred freddie freddy rick fritz
  frederik: freek frits rik fred
  friederike: rike frieda riki
  friedrich: fritz fred friedel fiete
  gabriel: gabe gabi gaby
  gabriela gabriella gabrielle: gabi gaby gabby ella brielle
  gaetano: tano
  galina halyna: galya
  ganesh: gani ganu
  gareth: gaz gary
  gavin: gav
  genevieve: gen genny viv eve
  gennady gennadi gennadiy: gena
  gennaro: genny
  geoffrey jeffrey jeffery: jeff geoff
  georg: schorsch jorg joerg
  georgina georgiana georgia: georgie gina
  georgios: giorgos yorgos yiorgos george
  gerald jerald gerard: gerry jerry
  geraldine: gerry jerry
  gerardo: lalo
  gerardus gerard: gerrit ger geert gerd
  gerhard: gerd gerdi hardy
  gertrude gertrud: gertie trudy trude gerda
  giacomo: giaco mino
  gianfranco: franco gianni
  gianluca: luca
  gijsbertus gijsbert: gijs bert
  gilbert: gil bert
  gilberto: beto gil
  gillian jillian: gill jill gilly
  giovanna: gianna vanna gio
  giovanni: gianni nanni vanni gio giovannino
  giuseppe: beppe peppe pino peppino beppino geppo
  giuseppina: pina beppa peppina
  godfried gottfried: friedel
  gonzalo: gonza chalo
  graciela: chela
  graham graeme: gray
  gregorio: goyo
  gregory gregor: greg gregg
  grigory grigori grigoriy hryhoriy: grisha
  grzegorz: grzesiek grzes
  guadalupe: lupe lupita
  guillermo: memo guille willy
  gurpreet: preet guri gary
  gustav gustave: gus gusti
  gustavo: gus tavo
  gwendolyn gwendolen: gwen wendy
  gyorgy: gyuri
  hanna: hania
  hannah hanna: han hannie
  hansjurgen hansjuergen: hajo
  harold: harry hal
  harpreet: harry preet
  harriet harriett: hattie hatty harry
  harvinder harwinder: harry
  hector: tito
  heinrich: heinz heiner heini hein hinrich
  heinrich: henner
  helen helena helene: nell nellie lena ellie nelly leni
  hendrik: henk rik hein henny
  hendrika: rika riek henny
  henrietta henriette: hetty etta hettie henny jette
  henrik: henke
  henry: harry hank hal
  herbert: herb bert herbie
  hermann herman: herm manni
  hester: hettie
  hilda: hildy hilde
  hildegard: hilde hilda
  hubert: hugh bert
  hubertus: huub bert hub
  hugh: hughie huw
  hugo: huey
  humberto: beto
  ian: iain
  ibrahim: ibo ibra
  ignacia: nacha
  ignacio: nacho
  ignatius ignatz: iggy
  ignaz: naz
  igor ihor: gosha igoryok
  ilona: ilka ica
  ilya illia ilia: ilyusha
  immanuel: manny
  ingeborg: inge inga
  ingrid: inga inge
  ioannis yannis giannis yiannis: john yanni gianni
  ion ioan: ionut nelu ionel
  irene irena: rena reni
  irina iryna: ira irochka irinka
  isaac isaak: ike zac zak
  isabel isabelle isabella isobel izabela: izzy izzie bella belle ibby issy bel isa iza
  isabel: chabela isa
  isidore isidor: izzy dory
  istvan: pista pisti
  ivan: vanya
  jackson: jack jax
  jacob jakob: jake jack jacky kobe jaap cob
  jacobus: jaap koos ko cobus sjaak
  jacqueline jacquelyn: jackie jacqui jacky jacki
  jakub: kuba kubus
  james: jim jimmy jimmie jamie jem jaime jas
  jan: jas
  jan: jasiu janek jasiek
  jane: janie janey
  janet janette: jan jenny netty
  janina: jasia nina
  janos: jancsi jani
  jaroslav jaroslaw yaroslav: jarek slava slavik jarda
  jasmine jasmin: jas jazz
  jason: jay jase
  jaspreet: jas jassi preet
  jasvinder jaswinder: jas jassi
  jean: jeanie jeannie
  jeanne jeannette jeanette: jeannie nettie
  jeannine janine: nina
  jelena: lena jela
  jemima: jem mima
  jennifer: jen jenn jenny jenni jennie
  jeremiah: jerry jem
  jeremy: jerry jem jez
  jerome: jerry rome
  jerzy: jurek
  jesse: jess jessie
  jessica: jess jessie jessi jessy
  jesus: chuy chucho
  jitendra: jitu jeetu jit
  joachim: jochen achim jo jochem joe
  joan: joanie joni
  joanna johanna joanne johanne: jo joey hanna hanne josie asia joasia anneke janneke
  joaquim: quim
  joaquin: quino chimo
  johann johannes: hans hannes hansi jo hansel jan
  johanna: jannie joke hanneke jo
  johannes: jan johan hans joop jo han jannes
  john: johnny jack jackie jock johnnie jon
  jonathan johnathan jonathon: jon jonny jonty nathan
  jordan: jordy jord
  jorge: coque jorgito
  joris: jorrit
  jose: pepe chepe pepito josep pep ze
  josefa josefina josephina: pepa fina sefa pepita josie chepa
  joseph josef: joe joey jo jos sepp seppi beppo jupp pepi jef josip
  josephine josefine: jo josie josy posy fifi josette pina
  joshua: josh
  jozef: jozek josef joe juzek
  juan: juanito juancho
  judith: judy jude judi jutta
  julia yulia iuliia yuliya: julie jules yulya jule
  julian: jules jule
  juliana julianne: jules julie liana
  juliet juliette: jules julie
  julius: jules
  justina justine: tina
  karen: kaz karin
  karina: kari rina
  karlheinz: kalle heinz
  karoline karolina: karo lina line karolinka
  katalin: kati kata
  katarzyna: kasia kaska
  katharina: kathi kathe kaethe trine katja nina
  katherine catherine kathryn katharine catharine kathrine katharina katarina catarina katrina \
  catrina: kate kathy katie cathy kat cat kath cath kit kitty kay kathie kati katy trina kathe \
  catie katja kaethe
  kathleen: kath kathy kate katie kathie kay kitty
  kathrin katrin: kati kathi
  kazimierz: kazik
  kendall: ken
  kendra: ken kenny
  kenneth: ken kenny kennie
  kerry: kez
  kevin: kev
  kimberly kimberley: kim kimmy kimmie
  kirsten kirstin: kirsty kirstie
  klaus claus: klausi nik
  konstantin kostiantyn constantine konstantinos: kostya kostas costa kosta dinos gus
  krishnan krishna: kris krish kichu
  kristoffer: kris stoffe toffe
  krystyna: krysia krystynka
  krzysztof: krzysiek krzys krzysio
  ksenia xenia kseniya oksana: ksyusha ksenya oksanka
  lakshmi laxmi: lachu
  lambert: bert
  larissa larisa: lara larochka
  lars: lasse
  laszlo: laci
  laura: laurie lori
  lauren: laurie lori
  laurence lawrence: larry laurie lars lawrie loz
  laurens laurentius: lau rens
  leon: leo lev
  leonard: leo len lenny leon lennie
  leonardo: leo nardo
  leonardus: leo leendert
  leonhard: hartl leo leon
  leonid: lyonya lenya
  leonora: nora leo
  leopold: leo poldi pold
  leslie lesley: les
  leszek: lech
  leticia: lety leti
  lewis louis: lou lew louie
  lidia lydia: lida liddy
  lilian lillian: lil lily lilly
  liliana lilianna: lili lily ana
  lillie lily lilly: lil
  linda: lindy lin lyn
  lorenzo: renzo enzo
  loretta: lori etta
  lorraine: lori rainy lorrie
  louisa louise: lou lulu
  lourdes: lulu
  lucas lukas: luke luk
  lucia: lucy luci lucita
  lucian lucien: lou
  lucille: lucy lou
  lucinda: cindy lucy
  lucy: lu luce lulu
  ludmila lyudmila lyudmyla liudmila ljudmila: lyuda mila luda lucy milla
  ludovico: vico
  ludwig: lutz wiggerl lui
  luigi: gigi gino luigino
  luis: lucho luisito
  luisa: lulu lu isa
  luiz: lula luizinho
  lyubov liubov: lyuba luba
  maarten martinus: mart tinus
  mackenzie: mac kenzie
  maddalena: lena
  madeleine madeline madelyn madalyn: maddie maddy maud
  magdalena magdalene: magda lena maggie madzia leni
  mahendra: mahi
  maksim maxim maksym: max maks
  malcolm: mal mac
  malgorzata: gosia malgosia gocha
  manfred: manni fred
  manpreet: preet manu mani
  manuel: manolo manu manny manolito lolo
  manuela: ela manu
  marc mark: marky
  marcella marcela: marci marcy ella
  marcelo: celo
  marco marcos: marcolino
  marcus markus: marc mark
  margaret margareth margret margaretha margarete margarethe margarita margherita margarida: \
  maggie meg peg peggy margie marge madge daisy greta rita margo margot meggie mags maisie \
  marjorie grete gretchen gretel margit
  margareta: greta maggan
  margaretha: greet griet gre
  maria: marieke mieke ria mies marijke riet
  maria: maruja mariquita
  maria: marysia maja
  maria: mia mitzi marie mariechen
  mariana: nana
  marianne marianna: nan mari janne
  marie: mimi
  marina: rina mari
  mariya mariia marija: masha marusya manya maria
  marjorie margery: marge margie
  martha: marty mattie patty marthe
  martin: marty mart
  martina: tina marti
  mary: molly polly mae may mamie mitzi
  massimiliano: massi max massimo
  massimo: max mino
  mateo: teo
  mateusz: mati
  mathilda matilda mathilde: tilly tilda mattie tillie mathi
  matteo: teo
  mattheus matthijs: thijs ties
  matthew: matt matty mat
  matthias mathias: matt mats matze hias matti thias
  maureen: mo
  maurice morris: mo maury morrie
  maximilian: max maxi
  megan meghan: meg meggie
  mehmet: memo
  melanie: mel mellie melly
  melinda: mel mindy linda
  melissa: mel missy lissa lisa
  melvin: mel
  mercedes: merche meche mercy merce
  meredith: merry
  michael micheal: mike mick mickey micky mikey mich mitch mischa
  michael: michi mischa
  michaela: micky kayla mika ela
  michal: misiek michas
  michele michelle: shelly shelley chelle mich
  michele: lele
  michele: miki
  miguel: migue miguelito mike
  mihail mihai: misu mihaita
  mikael: micke
  mikhail mykhailo mihail michail: misha mikhaylo mishka
  mikolaj: mikolajek miki
  mildred: millie milly
  miranda: mandy randi mira
  miriam: mimi mim mirri
  miroslaw miroslav: mirek
  mitchell: mitch
  mohammed muhammad mohamed: mo
  monica monika: moni mona
  montgomery: monty
  mortimer: mort
  morton: mort
  moses: moe mo
  myron: ron
  nadezhda: nadia nadya nadja
  naomi: nomi
  natalia natalya nataliya nataliia natalja nathalia: natasha nata tasha talia nat
  natalie nathalie: nat tally natty
  nathaniel nathanael: nat nate nathan
  neil neal niall: neilie
  nicholas nicolas nikolas nickolas nicholaus: nick nicky nico nik niko
  nicola: nicky nikki nico
  nicola: nico colino
  nicolaas: klaas nico niek
  nicolas: nico colas
  nicole nichole: nicky nikki nic nicki niki
  nicolo niccolo: nico nicco
  nikolai nikolay mykola nikolaj: kolya kolja nik
  nikolaos: nikos nick
  nikolaus niklas nicklas: klaus niki nick nico nik
  noel: nole
  norbert: bert
  octavio: tavo
  olaf: ole
  olga: olya olia olka
  oliver: ollie olly oli olli
  olivia: liv livvy livia ollie olly
  oscar oskar: ozzie ossi
  oswald: oz ozzie
  pamela: pam
  panagiotis panayiotis: panos takis
  parminder: parm pam pammi
  pascal: pasco
  pasquale: lino pasqualino
  patrice: pat patty tricia
  patricia patrizia: pat patty patti trish tricia patsy pati
  patricio: pato
  patrick: pat paddy pad rick patsy
  patryk: patrys
  paula: polly pauli
  paulina pauline: lina polly paulinka
  pavel pavlo: pasha pavlik pavlusha
  pedro: perico pedrito perucho
  penelope: penny pen nell poppy
  percival: percy
  peter: pete petey
  petrus: piet peter pieter
  philip phillip philippe philipp: phil pip philly flip lippe
  philippa: pippa pip
  pieter: piet pete
  pietro: piero pierino
  pilar: pili piluca
  piotr petro pyotr petr: petya petia piotrek petrik pete
  polina: polya
  priscilla: cilla prissy
  priyanka: priya pinky
  prudence: prue pru
  przemyslaw: przemek
  rachel rachael: rach rae rachie shelly
  radoslaw: radek
  rafael raphael raffaele: rafa raf rafe raffi rafi
  rafaela raphaela: rafa
  raffaella raffaela: raffa lella
  raimundo: mundo
  rajendra rajendran: raj raju rajan
  rajesh: raj raju
  rajkumar: raj raju
  ramachandran ramachandra: ram ramu chandran
  ramakrishnan ramakrishna: ram ramki
  ramon: moncho monchi
  ramona: mona
  randall randolph: randy
  raymond: ray
  rebecca rebekah: becky becca beck becks beckie
  refugio: cuca cuco
  regina: gina reggie
  reginald: reg reggie rex
  renata renate: rena nate
  reynaldo reinaldo: rey
  ricardo: rick ricky rico richi cardo
  riccardo: ricky rico
  richard: rick ricky dick rich richie rik dickie rickie
  rigoberto: rigo beto
  robert: bob bobby rob robbie robby bobbie bert robin
  roberta: bobbie robbie berta
  roberto: betinho beto
  roberto: beto rob robertino berto tito
  roderick: rod rick roddy
  rodolfo rodolpho: rudy fito rolo
  roger rodger: rog
  roland: rolly roly rollo
  rolando: rolo
  ronald: ron ronnie ronny
  ronaldo: ronaldinho naldo
  rosa: rosita rosi chayo
  rosalia: rosi lia
  rosalind rosalyn rosalinda: ros roz rosie linda
  rosario: charo chayo
  rose: rosie rosy
  roseanne rosanne roxanne: rosie roxy anne roxie
  rosemary rosemarie: rose rosie romy ro
  rudolf rudolph: rudi rudy dolf
  ruediger rudiger: rudi
  rupert: bert ru
  ruslan: rusik
  russell: russ rusty
  sabina sabine: bine bina
  sabrina: bri brina
  salvador: chava sal salva
  salvatore: sal sasa turi toto tore
  samantha: sam sammy sammie
  samuel: sam sammy
  sandor: sanyi
  sandra: sandy sandi
  sanjay: sanju
  santiago: santi chago yago
  sara sarah: sal sally sadie sari
  scott: scotty scottie
  sean shaun shawn: shay
  sebastiaan: bas
  sebastian: seb bas basti bastian sebas bastien
  sebastian: wastl
  sebastiao: tiao
  selina selena celina: lina
  serafina seraphina: fina
  serena: rena
  sergei sergey serhii sergii serhiy sergej: seryozha serge serj serega seryoga
  sergio: checo
  sergio: serch
  sharon: shari shaz
  siddharth siddhartha: sid siddhu sidd
  sidney sydney: sid syd
  siegfried: siggi sigi fred
  sigmund: sig sigi
  silvester sylvester: sly
  silvia sylvia: silvie syl sylvie
  simon: si simmy
  simona: mona
  simone: moni
  slawomir: slawek
  socorro: coco
  sofia sophia sofiya: sonya sonia sophie sofie fia
  sofie sophie: soph fie fieke
  soledad: sole chole
  solomon salomon: sol sal
  spyridon: spyros
  srinivasan srinivas: srini vasu seenu
  stanislav stanislaw stanislaus: stas stan slava staszek stach
  stefan: fane stefanel
  stefan: steffen steve stef stevo steff
  stefania stefanie stephanie stephany: steph stef steffi stephie stevie steff stefka
  stephan: steff
  stephen steven stephan: steve stevie steph ste
  stewart stuart: stu stew
  subramanian subramaniam: subbu mani subra
  sukhwinder sukhvinder: sukhi
  suleyman: sulo
  susan suzanne susanne susanna susannah suzanna zuzanna: sue susie suzy suzie sanna zuza sanne \
  susi suze sukey zuzia
  svetlana svitlana: sveta lana svetka
  tabitha: tabby
  tadeusz: tadek
  tamara: tammy toma tami mara
  tamsin: tam tammy
  tanya tatiana tatyana tetiana tetyana tatjana: tanja tania tanyusha tata
  terence terrence terrance: terry tel
  teresa theresa therese: terry tess tessa terri tessie tere resi terezka thea tracy reese
  thaddeus: thad tad ted
  theodora: dora thea teddy theo
  theodore theodor: ted teddy theo
  theodoros: thodoris theo
  theodorus: theo dorus door
  therese theresia: resi reserl
  thomas: tom tommy tam
  timofey timofei: tima
  timothy: tim timmy
  tobias: toby tobi
  tomas: tomasito tommy
  tomas: tomek tom tommy
  tomasz: tomek tomus
  tommaso: maso tom masino
  tracy tracey: trace
  trevor: trev
  trinidad: trini
  ulrich: uli ulli ueli
  ulrike ulrika: uli rike ulli
  umberto: berto
  urszula ursula: ursel ula uschi ursa ulla
  vaclav: vasek
  vadim vadym: vadik
  valentin valentyn: valya vali val
  valentina valentyna: valya tina val vali
  valerie valeria valeriya valeriia: val vale lera valya
  valery valeri valeriy valerii: valera
  vanessa: nessa ness van nessie
  vasilios vasileios: vasilis bill vassilis
  vasily vasiliy vasyl vasili vassily vasilii: vasya vasil
  venkatesh venkatesan: venkat venky
  veronica veronika veronique: ronnie vero roni nika
  vicente: chente vicen
  victor viktor: vic vik vick vitya
  victoria viktoria viktoriya viktoriia: vicky vicki tori vic vickie vika vikki tory toria vita
  vijay: viju
  vikram: vicky vik
  vincent: vince vinnie vin vinny
  vincenzo: enzo vince vinnie cenzo
  violeta violetta: vio letty
  virginia: ginny ginger gina ginnie
  vitaly vitali vitaliy vitalii: vitalik
  vivek: vicky
  vivian vivien vivienne: viv vi
  vladimir volodymyr wladimir vladimer: vova volodya vlad vladik volodia
  vladislav vladyslav wladyslaw: vlad slava vladik wladek wlad
  vyacheslav viacheslav: slava slavik
  waldemar: waldi waldek
  wallace: wally wall
  walter walther: walt wally walti
  warren: wal
  wesley: wes
  wilfred wilfrid: wilf will fred
  wilfried: willi fried
  wilhelm: willi willy wim helm will
  wilhelmina wilhelmine: mina minna mien minnie billie wilma helmi
  wilhelmus: wim willem pim
  willem: wim pim will willy
  william: will bill billy willie liam willy billie wills
  winifred: win winnie freddie
  wojciech: wojtek wojtus
  wolfgang: wolf wolfi wolle
  yakov jakov: yasha jascha
  yolanda: yoli
  yuri yury yuriy yurii iurii jurij jurgis: yura
  yvonne: von vonnie
  zachary zachariah zacharias: zach zack zak
  zbigniew: zbyszek zbych
  zofia: zosia
  zoltan: zoli
  """
