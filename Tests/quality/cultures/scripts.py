# SPDX-License-Identifier: Apache-2.0
"""Names in other scripts than Latin, each with its usual spelling in Latin letters."""

from .culture import Culture, listed

CYRILLIC = Culture("cyr", 9, listed("""
Елена=Elena Ольга=Olga Наталья=Natalya Татьяна=Tatyana Ирина=Irina Светлана=Svetlana Анна=Anna Екатерина=Ekaterina
Мария=Maria Анастасия=Anastasia Галина=Galina Людмила=Lyudmila Юлия=Yulia Марина=Marina Валентина=Valentina
Надежда=Nadezhda Оксана=Oksana Дарья=Darya Вера=Vera Полина=Polina Ксения=Ksenia Яна=Yana Жанна=Zhanna Любовь=Lyubov
"""), listed("""
Сергей=Sergey Александр=Aleksandr Владимир=Vladimir Андрей=Andrey Алексей=Aleksey Дмитрий=Dmitry Иван=Ivan
Михаил=Mikhail Николай=Nikolay Юрий=Yuri Виктор=Viktor Игорь=Igor Олег=Oleg Павел=Pavel Максим=Maksim Евгений=Evgeny
Анатолий=Anatoly Константин=Konstantin Борис=Boris Фёдор=Fyodor Вячеслав=Vyacheslav Григорий=Grigory Тарас=Taras
Володимир=Volodymyr Олександр=Oleksandr Богдан=Bohdan Георги=Georgi Димитър=Dimitar
"""), listed("""
Иванов=Ivanov Смирнов=Smirnov Кузнецов=Kuznetsov Попов=Popov Васильев=Vasilyev Петров=Petrov Соколов=Sokolov
Михайлов=Mikhaylov Новиков=Novikov Фёдоров=Fyodorov Морозов=Morozov Волков=Volkov Лебедев=Lebedev Козлов=Kozlov
Степанов=Stepanov Николаев=Nikolaev Орлов=Orlov Захаров=Zakharov Зайцев=Zaytsev Соловьёв=Solovyov Борисов=Borisov
Яковлев=Yakovlev Воробьёв=Vorobyov Королёв=Korolyov Киселёв=Kiselyov Ильин=Ilyin Поляков=Polyakov Щербаков=Shcherbakov
Жуков=Zhukov Цветков=Tsvetkov Чернов=Chernov Хохлов=Khokhlov Шевченко=Shevchenko Коваленко=Kovalenko
Бондаренко=Bondarenko Ткаченко=Tkachenko Лисенко=Lysenko Георгиев=Georgiev Димитров=Dimitrov Тодоров=Todorov
Ющенко=Yushchenko Чайковский=Chaykovsky Гончаров=Goncharov Ершов=Ershov Тихонов=Tikhonov Мельников=Melnikov
"""), daughters=(("ский=sky", "ская=skaya"), ("ов=ov", "ова=ova"), ("ев=ev", "ева=eva"), ("ёв=yov", "ёва=yova"),
                 ("ин=in", "ина=ina")), script="cyrillic")

GREEK_SCRIPT = Culture("grk", 4, listed("""
Μαρία=Maria Ελένη=Eleni Κατερίνα=Katerina Βασιλική=Vasiliki Σοφία=Sofia Αγγελική=Angeliki Γεωργία=Georgia
Δήμητρα=Dimitra Ειρήνη=Irini Παναγιώτα=Panagiota Ευαγγελία=Evangelia Χριστίνα=Christina Άννα=Anna Ιωάννα=Ioanna
"""), listed("""
Γιώργος=Giorgos Δημήτρης=Dimitris Κώστας=Kostas Γιάννης=Giannis Νίκος=Nikos Χρήστος=Christos Παναγιώτης=Panagiotis
Βασίλης=Vasilis Θανάσης=Thanasis Μιχάλης=Michalis Ευάγγελος=Evangelos Σπύρος=Spyros Αντώνης=Antonis Στέλιος=Stelios
"""), listed("""
Παπαδόπουλος=Papadopoulos Βλάχος=Vlachos Αγγελόπουλος=Angelopoulos Νικολαΐδης=Nikolaidis Γεωργίου=Georgiou
Δημητρίου=Dimitriou Οικονόμου=Oikonomou Παπαγεωργίου=Papageorgiou Μακρής=Makris Καραγιάννης=Karagiannis
Κωνσταντίνου=Konstantinou Αλεξίου=Alexiou Χατζής=Chatzis Σταυρόπουλος=Stavropoulos Μιχαηλίδης=Michailidis
Ξενάκης=Xenakis Θεοδωράκης=Theodorakis Ψαρράς=Psarras Ζαχαρίου=Zachariou Λαμπρόπουλος=Lampropoulos Τζανέτος=Tzanetos
Παππάς=Pappas Αναγνώστου=Anagnostou Κουτσός=Koutsos
"""), script="greek")

ARABIC_SCRIPT = Culture("ars", 5, listed("""
فاطمة=Fatima عائشة=Aisha مريم=Maryam زينب=Zainab خديجة=Khadija نور=Noor ليلى=Layla أمينة=Amina سارة=Sara هدى=Huda
سلمى=Salma ياسمين=Yasmin رانيا=Rania حنان=Hanan سميرة=Samira نادية=Nadia منى=Mona دينا=Dina إيمان=Iman
"""), listed("""
محمد=Mohamed أحمد=Ahmed علي=Ali عمر=Omar محمود=Mahmoud حسن=Hassan حسين=Hussein خالد=Khaled إبراهيم=Ibrahim
يوسف=Youssef مصطفى=Mustafa عبدالله=Abdullah سعيد=Said طارق=Tariq كريم=Karim سمير=Samir وليد=Walid ناصر=Nasser
فيصل=Faisal حمزة=Hamza بلال=Bilal رشيد=Rashid مروان=Marwan
"""), listed("""
حسن=Hassan علي=Ali إبراهيم=Ibrahim خليل=Khalil حداد=Haddad خوري=Khoury ناصر=Nasser سالم=Salem عزيز=Aziz شاهين=Shaheen
نجار=Najjar حلبي=Halabi المصري=Al-Masri البغدادي=Al-Baghdadi الشامي=Al-Shami التميمي=Al-Tamimi غانم=Ghanem
حجازي=Hijazi درويش=Darwish حبيب=Habib عيسى=Issa قاسم=Qasim رزق=Rizk وهبة=Wahba يونس=Younes زيدان=Zidan
الغامدي=Al-Ghamdi الحربي=Al-Harbi القحطاني=Al-Qahtani المنصوري=Al-Mansouri منصور=Mansour فاروق=Farouk
"""), script="arabic")

HEBREW_SCRIPT = Culture("heb", 4, listed("""
נועה=Noa מיכל=Michal תמר=Tamar רחל=Rachel שרה=Sarah אסתר=Esther יעל=Yael מרים=Miriam רות=Ruth חנה=Hannah לאה=Leah
שירה=Shira אביגיל=Avigail דינה=Dina רבקה=Rivka טליה=Talia
"""), listed("""
משה=Moshe דוד=David יוסף=Yosef אברהם=Avraham יצחק=Yitzhak יעקב=Yaakov דניאל=Daniel אורי=Uri איתן=Eitan נועם=Noam
שמואל=Shmuel מאיר=Meir אליהו=Eliyahu גיל=Gil עמית=Amit רון=Ron
"""), listed("""
כהן=Cohen לוי=Levi מזרחי=Mizrahi פרץ=Peretz ביטון=Biton דהן=Dahan אברהם=Avraham פרידמן=Friedman מלכה=Malka
אזולאי=Azoulay כץ=Katz יוסף=Yosef דוד=David עמר=Amar אוחיון=Ohayon חדד=Hadad גבאי=Gabai שפירא=Shapira רוזנברג=Rosenberg
גולדשטיין=Goldstein וייס=Weiss קליין=Klein שטרן=Stern ברק=Barak שלום=Shalom הרשקוביץ=Hershkovitz
"""), script="hebrew")

HAN = Culture("han", 6, listed("""
秀英=Xiuying 丽=Li 敏=Min 静=Jing 桂英=Guiying 秀兰=Xiulan 婷=Ting 雪梅=Xuemei 佳怡=Jiayi 思雨=Siyu 欣怡=Xinyi 美玲=Meiling
晓红=Xiaohong 春花=Chunhua 玉兰=Yulan 雅芳=Yafang 慧敏=Huimin 小燕=Xiaoyan
"""), listed("""
伟=Wei 强=Qiang 磊=Lei 军=Jun 洋=Yang 勇=Yong 杰=Jie 涛=Tao 明=Ming 超=Chao 建国=Jianguo 志强=Zhiqiang 小明=Xiaoming 文博=Wenbo
浩然=Haoran 子轩=Zixuan 国强=Guoqiang 海波=Haibo 俊杰=Junjie 家豪=Jiahao 建华=Jianhua 永强=Yongqiang
"""), listed("""
王=Wang 李=Li 张=Zhang 刘=Liu 陈=Chen 杨=Yang 黄=Huang 赵=Zhao 吴=Wu 周=Zhou 徐=Xu 孙=Sun 马=Ma 朱=Zhu 胡=Hu 郭=Guo 何=He 林=Lin
高=Gao 罗=Luo 郑=Zheng 梁=Liang 谢=Xie 宋=Song 唐=Tang 许=Xu 邓=Deng 韩=Han 冯=Feng 曹=Cao 彭=Peng 曾=Zeng 欧阳=Ouyang 诸葛=Zhuge
"""), script="han")

KANA = Culture("kan", 3, listed("""
さくら=Sakura ひなた=Hinata あおい=Aoi ゆい=Yui はるか=Haruka あかり=Akari ひろこ=Hiroko けいこ=Keiko よしこ=Yoshiko
みゆき=Miyuki ななみ=Nanami かおり=Kaori めぐみ=Megumi
"""), listed("""
はると=Haruto そうた=Sota たくみ=Takumi ひろし=Hiroshi たかし=Takashi けんじ=Kenji まこと=Makoto だいすけ=Daisuke
こうじ=Koji しんじ=Shinji ゆうき=Yuki りょう=Ryo なおき=Naoki
"""), listed("""
さとう=Sato すずき=Suzuki たかはし=Takahashi たなか=Tanaka わたなべ=Watanabe いとう=Ito やまもと=Yamamoto なかむら=Nakamura
サトウ=Sato スズキ=Suzuki タカハシ=Takahashi タナカ=Tanaka ワタナベ=Watanabe ヤマモト=Yamamoto ナカムラ=Nakamura
こばやし=Kobayashi よしだ=Yoshida やまだ=Yamada ささき=Sasaki まつもと=Matsumoto きむら=Kimura しみず=Shimizu
フジタ=Fujita オガワ=Ogawa ハシモト=Hashimoto イシカワ=Ishikawa はせがわ=Hasegawa むらかみ=Murakami
"""), script="kana")

HANGUL = Culture("hgl", 4, listed("""
지은=Jieun 수진=Sujin 민지=Minji 은정=Eunjeong 미영=Miyoung 서연=Seoyeon 지현=Jihyun 유진=Yujin 하은=Haeun 영희=Younghee
혜진=Hyejin 수빈=Subin 예은=Yeeun 정숙=Jeongsuk
"""), listed("""
민준=Minjun 서준=Seojun 지훈=Jihoon 성민=Sungmin 영수=Youngsoo 동현=Donghyun 준호=Junho 현우=Hyunwoo 철수=Cheolsu
재현=Jaehyun 태현=Taehyun 상훈=Sanghoon 진우=Jinwoo 승현=Seunghyun
"""), listed("""
김=Kim 이=Lee 박=Park 최=Choi 정=Jung 강=Kang 조=Cho 윤=Yoon 장=Jang 임=Lim 한=Han 오=Oh 서=Seo 신=Shin 권=Kwon 황=Hwang
안=Ahn 송=Song 전=Jeon 홍=Hong 유=Yoo 고=Ko 문=Moon 양=Yang 손=Son 배=Bae 남궁=Namgung
"""), script="hangul")

