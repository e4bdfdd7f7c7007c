// SPDX-License-Identifier: Apache-2.0
//
// Spellings: one name in the ways in which it is written in Latin letters, one family a line.
//
// Written for libpersons from common knowledge of how names are romanised and spelled; copied from
// no data set, and under the licence of the project. A family whose spellings all share a sound key
// (SoundKey.swift) is not here.

/// Spellings of one name, one family a line. Folded ASCII words only.
let spellingTable: StaticString = """
  abdelhamid abdulhamid abdulhameed
  abdelmalek abdulmalik abdelmalik
  abdulaziz abdelaziz abdoulaziz abdalaziz
  abdulkader abdelkader abdulqadir abdulkadir
  abdulkarim abdelkarim abdelkrim abdulkareem
  abdullah abdallah abdulla abdoulaye abdollah
  abdulrahim abdelrahim abdurrahim
  abdulrahman abdurrahman abdelrahman abdirahman abderrahmane abdulrehman abdurahman
  abubakar abubakr aboubacar abubaker aboubakar
  agarwal aggarwal agrawal
  ahmed ahmad ahmet
  aisha aysha ayesha aicha aishah ayse
  akram ekrem
  alena alyona aliona
  alexander alexandr aleksandr aleksander oleksandr alexandre alexandros aliaksandr aleksandar
  alexandra aleksandra oleksandra
  alexei alexey aleksei aleksey alexej oleksii oleksiy aleksej aliaksei
  alyssa alissa elissa
  amina ameena aminah aminata emine
  amir ameer emir
  amira ameera emira
  anna hanna ganna
  anton antonin
  artem artyom artiom
  ashraf eshraf
  avraham abraham avram
  ayub ayoub ayyub eyup
  bae pae
  bahman behman
  banerjee banerji bandyopadhyay bandopadhyay
  bashir basheer bachir besir
  bhattacharya bhattacharjee bhattacharyya
  bilal bilel
  bogdan bohdan
  bose basu
  cai tsai choi choy
  chaim haim chayim hayim
  chana hana hannah hanna
  chatterjee chatterji chattopadhyay
  chaudhary chaudhry chowdhury choudhury choudhary chaudhuri chaudhari chowdhry
  chen chan
  cheng ching
  cho jo joh
  choi choe
  claire clare clair
  daoud dawood dawud daud davud dawoud
  darya daria dariya dariia darja
  deepak dipak
  deepika dipika
  deng teng tang
  dimitri dmitri dmitry dmitriy dmitrii dmitrij dimitry dmytro dzmitry
  dimitrios dimitris dhimitrios dimitrij
  dinesh deenesh
  ding ting
  dostoevsky dostoyevsky dostoevskii dostoyevskiy dostoyevski dostojewski
  dutta datta dutt
  dwivedi dvivedi
  eduard edward edvard edouard
  egor yegor
  ekaterina yekaterina katerina kateryna jekaterina katsiaryna
  elena yelena olena alena jelena
  elias ilias elyas ilyas
  elizaveta yelizaveta yelyzaveta
  esra isra
  eugene evgeny yevgeny evgeni evgeniy evgenii yevhen yevgeniy yevgeni evgenij
  eva yeva
  evgenia yevgenia evgeniya yevheniia yevgeniya evgeniia
  fahad fahd
  faisal faysal feisal faysel
  fan fang fong
  farid fareed ferid
  farida fareeda feride
  fatima fatimah fatema fatma fatemeh faatima fathima
  feng fung
  ferdous firdaus ferdows firdous
  fyodor fedor feodor fiodor fedir
  gabriel gavriel gavril havryil
  galina halyna galyna
  gao kao
  gaurav gourav
  geeta gita geetha githa
  gennady gennadi gennadiy gennadii hennadii
  georgios giorgos yorgos georgi georgy giorgi georgiy heorhii
  gleb hlib
  gorbachev gorbachov gorbatschow gorbaciov
  grigory grigori grigoriy grigorii hryhoriy hryhorii
  guo kuo kwok
  gwon kwon
  haidar haider hyder haydar hayder
  hamza hamzah hamze
  hasan hassan hasen hassane
  hashim hachim hashem hasim
  hong hung
  huang wong hwang
  hussein hussain husain husein hosein hossein hossain huseyin houcine husayn
  ian iain
  ibrahim ebrahim ibraheem brahim ibrahima ibrohim
  ilya illia ilia ilja elia
  imran emran
  ishaq isaac ishak eshaq
  ismail ismael ismaeel esmail ismayil ismoil
  issa isa eesa iisa
  iyer aiyar ayyar aiyer
  jafar jaafar jaffar jafer cafer djafar
  jamal gamal jamaal djamel cemal djamal
  jamil jameel djamil cemil gamil
  jamila jameela djamila cemile
  jang chang
  javed javid jawed jaweed cavit
  jeon jun chun
  jeong jung chung cheong joung
  jia chia
  jiang chiang keung
  jihad cihad
  jin chin kam
  joo ju
  joshua yehoshua
  julien julian
  karim kareem kerim
  kemal kamal kamel kamaal
  khadija khadijah khadeeja hatice hadija khadidja
  khaled khalid haled halit halid
  khalil haleel halil khaleel
  khrushchev khrushchov chruschtschow khrouchtchev
  kim gim
  kirill kiril kyrylo cyril kyryl
  konstantin constantin kostiantyn konstantyn
  koo ku gu
  krishna krsna
  lakshman laxman lakshmanan laxmanan
  lavrov lawrow
  leah lea lia
  lee li yi rhee
  leela lila leila
  lei lui
  lev lew
  liang leung leong
  lim im rim
  lin lam lim
  lindsay lindsey lyndsay linsey
  liu lau liew
  long lung
  lubov lyubov liubov
  ludmila lyudmila liudmyla lyudmyla liudmila ljudmila
  luo lo
  ma mah
  mahmoud mahmud mahmood mahmut mehmood mehmud
  maksim maxim maksym maxime
  margarita marharyta
  mariam maryam meriem meryem mariyam myriam
  masoud masud masood mesut massoud mesud
  meena mina
  meera mira
  mehdi mahdi
  mehmet mehmed
  michael mikhail mikhael mykhailo michail mihail mikael
  mohammed muhammad mohamed mohammad muhammed muhamed mohamad mahomed mohamud muhamad mohd \
  muhammet
  moshe moses mosheh
  mousa musa moussa mosa moosa
  mubarak mobarak mubarek
  muhsin mohsen mohsin muhsen
  mukherjee mukherji mukhopadhyay mukerji
  murat murad mourad
  mustafa mustapha mostafa moustafa mustafo moustapha
  nadezhda nadezda nadejda nadiia
  nadia nadiya nadya nadja nadiia
  nair nayar
  natalia natalya nataliya nataliia natalja natallia
  navalny nawalny nawalnyj navalnyi
  nicholas nicolas nikolas nickolas nicholaus nikolaus
  nikita mykyta nikyta mikita
  nikolai nikolay nikolaj mykola nicolai nicolae mikalai
  nizam nezam
  noah noa nuh noach
  oksana oxana aksana
  oleg oleh aleh
  olesya olesia lesya lesia
  olga olha volha
  omar umar omer umer oumar
  osman othman usman uthman ousmane osmaan
  park pak bak
  pavel pavlo pawel pavlos paval
  peng pang
  peter petr pyotr petro piotr petar petros
  polina palina
  porya pouria pourya
  priya pria
  qasim qassim kasim kassim qasem ghasem kacem
  qian chien chin
  qiu chiu yau
  qu chu
  rachel rachael rahel raquel
  rafael raphael rafail
  rafiq rafik refik rafeeq
  rahim raheem rehim
  rahman rehman rahmaan
  rai ray roy
  rajendra rajinder rajender
  ramachandran ramchandran
  ramadan ramazan ramadhan ramzan
  rashid rasheed rachid resit rasid rashed
  ren jen yam
  reza rida ridha riza
  riad riyad riyadh ryad
  rodriguez rodrigues rodriquez
  roh noh
  ryu yoo yu ryoo
  said saeed saaid sayed sayid saied sayeed
  salah saleh salih
  salim saleem selim
  salma selma
  salman salmaan selman
  samira sameera samirah
  sean shaun shawn
  seo suh
  sergei sergey serhii sergii serhiy sergej siarhei serguei serge sergiy sergiu
  shahid shaheed chahid
  shahin shaheen sahin chahine
  sharif shareef cherif sherif serif charif
  sharma sarma
  sheela shila shiela
  sheikh shaikh shaykh cheikh sheik shaik
  shen shum
  shevchenko schewtschenko sevcenko
  shin sin
  shlomo solomon salomon
  shmuel samuel shemuel
  shukri choukri sukru
  sneha sneh
  song sung
  sridhar shridhar sreedhar
  srinivas shrinivas sreenivas srinivasan
  stanislav stanislaw stanislaus
  stephen steven stephan
  subramanian subramaniam subramanyam subrahmanyam subramaniyam
  suleiman suleyman sulaiman soliman sulayman souleymane solaiman
  svetlana svitlana swetlana sviatlana
  sviatoslav svyatoslav swjatoslaw
  swaminathan svaminathan
  tahir taher tahar
  tan chen
  tanya tania tanja
  tatiana tatyana tetiana tetyana tatjana tatsiana
  thakur tagore thakkur
  theodore theodor
  tian tien tin
  tiwari tewari tiwary
  tolstoy tolstoi tolstoj
  tong tung
  trotsky trotski trotzki
  vadim vadym wadim
  valentin valentyn valiantsin
  vasily vasili vasiliy vasyl vassily vasilii wassily vasilij vasil
  vera vira
  verma varma
  veronica veronika weronika
  vicente vincent
  victor viktor wiktor
  victoria viktoria viktoriya viktoriia wiktoria
  vijay bijay vijai
  vikram bikram
  vishal bishal
  vitaly vitali vitaliy vitalii witali vitalij
  vivek bibek vivec
  vladimir volodymyr wladimir uladzimir vladymyr
  vladislav vladyslav wladyslaw uladzislau
  vyacheslav viacheslav viatcheslav wjatscheslaw
  wali vali veli
  walid waleed oualid velid
  wang wong
  xiao hsiao siu
  xie hsieh tse
  xu hsu tsui hui
  xue hsueh
  yaakov yakov jakov yaacov jakob jacob
  yahya yahia yehia
  yakub yaqub yaqoob yacoub yakup yaqoub
  yan yen
  yang yeung yeong
  yao yiu
  yaroslav iaroslav jaroslav jaroslaw
  yasin yassin yaseen yassine yasseen
  yasmin yasmine jasmin jasmine yasmeen yasemin
  yasser yasir yaser yasar
  ye yeh yip
  yeltsin eltsin jelzin ieltsine
  yitzhak yitzchak itzhak isaac itzik
  yousef yusuf youssef yousif yusef yousuf yusif youssouf yussuf yosef
  yuan yuen
  zahra zehra zahraa zohra
  zainab zaynab zeinab zeynep zaineb zainub
  zakaria zakariya zakariyya zekeriya zachariah zacharia
  zelensky zelenskyy zelenskiy zelenskyi selenskyj zelenskij
  zeng tseng tsang
  zhang chang cheung
  zhanna janna
  zhao chao chiu
  zheng cheng
  zhong chung
  zhou chow chou chau
  zhu chu
  zia ziya diya
  zou tsou
  """
