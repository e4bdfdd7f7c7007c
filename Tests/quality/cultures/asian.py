# SPDX-License-Identifier: Apache-2.0
"""Indian, Chinese, Japanese and Vietnamese names in Latin letters."""

from .culture import Culture, Name, built, listed


def _syllables(first: str, second: str) -> list[Name]:
    """Chinese given names: of one syllable or of two, which many write apart."""
    ones = [Name(first_one) for first_one in first.split()]
    twos = [Name.read(f"{one}|{two}") for step in range(len(second.split()))
            for place, one in enumerate(first.split()) for two in [second.split()[(place + step) % len(second.split())]]]
    return twos[: len(ones)] + ones + twos[len(ones):]


INDIAN = Culture("in", 55, listed("""
Priya Anjali Pooja Neha Sunita Anita Kavita Deepika Lakshmi Shreya Divya Meera Rekha Swati Nisha Asha Geeta Radha
Sangeeta Aishwarya Ananya Kiran Jyoti Manisha Rashmi Shilpa Vidya Sushma Usha Savitri Padma Revathi Bhavana Chitra
Gayatri Harini Indira Kalyani Madhuri Nandini Parvati Rajani Saraswati Sneha Tanvi Uma Vaishnavi Yamini Ishita Aaradhya
Maha|lakshmi Vijaya|lakshmi Bhagya|shree
"""), listed("""
Rahul Amit Rajesh Sanjay Vijay Suresh Ramesh Anil Sunil Ravi Deepak Manoj Ashok Arun Ajay Vikram Rohit Arjun Aditya
Karthik Krishna Prakash Mahesh Dinesh Ganesh Mukesh Naveen Harish Girish Rakesh Sandeep Pradeep Vinod Vivek Nikhil
Siddharth Abhishek Varun Gaurav Ankit Mohan Gopal Shankar Balaji Venkatesh Srinivas Raghav Chandra|sekhar Rama|krishnan
Jay|deep Satya|narayan Surya|prakash Hari|krishna Devendra Jagdish Lakshman Narayan Omkar Tejas Yogesh Zubin
"""), listed("""
Sharma Singh Kumar Patel Gupta Verma Reddy Nair Iyer Rao Mehta Shah Joshi Desai Mishra Pandey Agarwal Chopra Kapoor
Malhotra Khanna Bhatia Sethi Arora Bose Banerjee Chatterjee Mukherjee Ghosh Das Dutta Sen Roy Chakraborty Bhattacharya
Menon Pillai Krishnan Subramaniam Iyengar Naidu Chowdhury Yadav Chauhan Rathore Thakur Trivedi Dwivedi Tiwari Shukla
Saxena Srivastava Bhatt Kulkarni Deshmukh Deshpande Patil Jadhav Shinde Gaikwad Kamble More Pawar Naik Shetty Hegde
Gowda Murthy Prasad Varma Raju Sastry Venkataraman Ramanathan Gopalakrishnan Balasubramanian Sivakumar Natarajan
Raghunathan Viswanathan Muthuswamy Annamalai Gill Sandhu Grewal Dhillon Bajwa Ahluwalia Sodhi Bedi Anand Bakshi Dhawan
Goel Jain Kaul Lal Mahajan Mathur Nanda Oberoi Puri Rastogi Sood Tandon Vohra Wadhwa Zaveri Fernandes D'Souza Pereira
"""), built("Rama Venkata Gopala Hari Jaya Shiva Raja Chandra Surya Krishna Ananta Vishnu Sita Bala Guru",
            "swamy krishnan nathan murthy chandran raman lingam moorthy pillai reddy"), rare=0.18, middle=0.14)

_FIRST = "Xiao Wei Jing Li Yan Hui Ming Hong Jia Yu Xin Mei Chun Zhi Guo Jian Hai Wen Yong Feng Ting Shu Qing Xue Bo"
_SECOND = "ming ling hua jun ping yan hong wei qiang fang lan juan xia bin tao yun chao rong lin ying dong hui jie"

CHINESE = Culture("zh", 35, _syllables(_FIRST, _SECOND)[:260], _syllables(_FIRST, _SECOND)[:200], listed("""
Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Deng Han
Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Lü Shen Yao Jin Cui Tan Fan
Qiu Shi Liao Xiong Wan Duan Lei Hou Long Tao Xue Gong Meng Qin Bai Shao Mao Chang Hao Ouyang Situ Zhuge Shangguan
"""), [], rare=0.0)

JAPANESE = Culture("ja", 22, listed("""
Yuko Keiko Kazuko Yoshiko Hiroko Akiko Noriko Michiko Sachiko Tomoko Naoko Mayumi Yumi Emi Ayaka Misaki Sakura Hina Yui
Aoi Haruka Nanami Mai Rina Kaori Megumi Chiyoko Setsuko Fumiko Shizuka Tomomi Kumiko Natsumi Chihiro Yūko Kyōko Junko
Ryoko Etsuko Masako
"""), listed("""
Hiroshi Takashi Kenji Akira Makoto Takeshi Satoshi Yutaka Kazuo Yoshio Shigeru Masato Daisuke Kenta Shota Takuya Yuki
Haruto Sota Ren Kaito Ryo Tsubasa Naoki Koji Shinji Hideki Masahiro Kazuhiro Yoshihiro Nobuyuki Tomohiro Shun Kentarō
Jun|ichiro Shin|taro Ryuichi Eiji Osamu Minoru Isamu Tetsuya Hayato
"""), listed("""
Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto
Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda Hashimoto Ishikawa Ogawa Maeda Fujita Okada Goto Hasegawa Ishii
Murakami Kondo Sakamoto Endo Aoki Fujii Nishimura Fukuda Ota Miura Okamoto Matsuda Nakajima Harada Nakagawa Ono Tamura
Takeuchi Kaneko Wada Nakayama Ishida Ueda Morita Kikuchi Kōno Ōta Satō Itō Andō Kudō Saitō Nagai Arai Iwasaki Sakurai
"""), built("Yama Kawa Mura Naka Mori Ishi Hashi Fuji Ao Kuro Shira Matsu Taka Hira Oka Naga Miya Kita Minami Nishi Sugi Uchi Haya",
            "moto da guchi mura yama shima no saki zawa bashi hara kawa naka zaki"), rare=0.35)

VIETNAMESE = Culture("vi", 18, listed("""
Lan Hương Hoa Mai Thảo Linh Trang Phương Hà Ngọc Hồng Thủy Nga Yến Loan Hạnh Hằng Ánh Diệp Quỳnh Tuyết Vân Xuân Bích
Thanh Uyên Như Thùy_Linh Minh_Anh Bảo_Châu Khánh_Huyền Ngọc_Ánh
"""), listed("""
Minh Hùng Dũng Tuấn Anh Hải Nam Long Sơn Thắng Cường Đức Phúc Quang Huy Khang Bảo Trung Hiếu Kiên Việt Thành Tâm Toàn
Vinh Đạt Lâm Phong Quốc_Bảo Gia_Huy Anh_Tuấn Đình_Trọng Hoàng_Nam
"""), listed("""
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Mai Lương Cao Tạ Châu Quách Tô
"""), [], rare=0.0, middle_before=(("Thị", "Thị", "Ngọc", "Thu", "Kim", "Thanh"), ("Văn", "Văn", "Hữu", "Đức", "Quốc", "Minh")))
