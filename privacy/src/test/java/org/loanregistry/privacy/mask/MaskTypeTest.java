package org.loanregistry.privacy.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.loanregistry.privacy.Vectors;

class MaskTypeTest {
    static Stream<Map<String, Object>> expectations() throws IOException {
        return Vectors.list(Vectors.own("spec/masking_expected.json"), "cases").stream();
    }

    @Test
    void the_expectation_file_has_all_its_cases() throws IOException {
        assertEquals(65, expectations().count());
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void every_expectation_is_met(Map<String, Object> expected) {
        var type = MaskType.valueOf(Vectors.text(expected, "type"));
        for (MaskLevel level : MaskLevel.values()) {
            if (expected.containsKey(level.name())) {
                assertMasked(type, level, Vectors.text(expected, "in"), Vectors.text(expected, level.name()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MaskLevel.class)
    void nothing_of_a_biometric_reference_is_shown_at_any_level(MaskLevel level) {
        assertMasked(MaskType.BIOMETRIC, level, "template/7f3a", "[C3]");
    }

    @ParameterizedTest
    @EnumSource(
            value = MaskType.class,
            names = {"NAME", "BIOMETRIC"},
            mode = EnumSource.Mode.EXCLUDE)
    void only_names_have_a_verify_form(MaskType type) {
        for (String clear : new String[] {"13812345678", "11010519491231002X", "zhangsan@qq.com", "10.1.2.3"}) {
            assertEquals(type.mask(clear, MaskLevel.MINIMAL), type.mask(clear, MaskLevel.VERIFY));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'  张三 ', 张**",
        "'　王小明　', 王**",
        "'·买买提', **",
        "'1张三', **",
        "'<script>', **",
        "'👨‍👩‍👧家', **",
        "'é́cole', é́**",
        "'张*三', **",
        "'****', **",
        "'***', **",
        "'张***', **",
        "'𠮷', **"
    })
    void a_name_shows_one_letter_or_nothing(String clear, String mask) {
        assertMasked(MaskType.NAME, MaskLevel.STANDARD, clear, mask);
    }

    @ParameterizedTest
    @CsvSource({"John Jr., **", "张三1, **", "***, **", "*三, **", "**三, **三", "林𠮷, **𠮷"})
    void a_name_read_back_shows_one_letter_or_nothing(String clear, String mask) {
        assertMasked(MaskType.NAME, MaskLevel.VERIFY, clear, mask);
    }

    @ParameterizedTest
    @CsvSource({
        "110105 19491231 002x, 1****************X",
        "1101051949123100, ******",
        "11010519491231002, ******",
        "1101051949123100200, ******",
        "11010519491231002Y, ******",
        "X1010519491231002X, ******",
        "110105********002X, ******",
        "1****************X, 1****************X",
        "1***************X, ******",
        "1**X, ******",
        "护照E12345678, ******"
    })
    void an_identity_number_shows_its_ends_or_nothing(String clear, String mask) {
        assertMasked(MaskType.CN_ID, MaskLevel.STANDARD, clear, mask);
    }

    @ParameterizedTest
    @CsvSource({
        "138-1234-5678, 138****5678",
        "+86 10 12345678, 010-******78",
        "+86-571-12345678, 0571-******78",
        "8613812345678, 138****5678",
        "0085291234567, +852 91****67",
        "(010)12345678, 010-******78",
        "010-1234567890, ******",
        "010-123456, ******",
        "0755-12345678-, ******",
        "0755-12345678-80x1, ******",
        "0, ******",
        "00, ******",
        "+, ******",
        "+86, ******",
        "+86 1, ******",
        "12812345678, ******",
        "138123456789, ******",
        "+1 23, ******",
        "+1234567890123456, ******",
        "138****567x, ******",
        "138****5678, 138****5678",
        "+852 91****67, +852 91****67"
    })
    void a_number_that_is_no_phone_shows_nothing(String clear, String mask) {
        assertMasked(MaskType.PHONE, MaskLevel.STANDARD, clear, mask);
    }

    @ParameterizedTest
    @CsvSource({
        "62220212345678901234, ******",
        "622202123456789O, ******",
        "622202****1234567890, ******",
        "622202******7890, 622202******7890",
        "6222-0212-3456-7890, 622202******7890"
    })
    void a_number_that_is_no_card_shows_nothing(String clear, String mask) {
        assertMasked(MaskType.CARD, MaskLevel.STANDARD, clear, mask);
    }

    @ParameterizedTest
    @CsvSource({
        "zhangsan@QQ.com, z***@qq.com",
        "zhang san@qq.com, ***",
        "@qq.com, ***",
        "zhangsan@, ***",
        "zhangsan@qqcom, ***",
        "zhangsan@.com, ***",
        "zhangsan@qq..com, ***",
        "zhangsan@10.0.0.1, ***",
        "zhangsan@mail.zhangsan, ***",
        ".zhang@qq.com, ***@qq.com",
        "z***@zhang.cn, ***",
        "z***@***.com, z***@***.com"
    })
    void an_address_that_is_no_mail_shows_nothing(String clear, String mask) {
        assertMasked(MaskType.EMAIL, MaskLevel.STANDARD, clear, mask);
    }

    @ParameterizedTest
    @CsvSource({
        "浙江省杭州市西湖小区3号, 浙江省杭州市****",
        "浙江省杭州市阳光花园二区1幢, 浙江省杭州市****",
        "浙江省某某小区市场路1号, 浙江省****",
        "浙江省某某市西湖区1号, 浙江省****",
        "广东省东莞市长安镇新安社区1号, 广东省东莞市****",
        "湖北省荆州市沙市区北京路1号, 湖北省荆州市沙市区****",
        "浙江省台州市路桥区1号, 浙江省台州市路桥区****",
        "浙江省台州市中山路桥区1号, 浙江省台州市****",
        "辽宁省阜新市阜新蒙古族自治县1号, 辽宁省阜新市阜新蒙古族自治县****",
        "北京市海淀, 北京市****",
        "北京 市 朝阳区 1号, 北京市朝阳区****",
        "朝阳区建国路88号, ****",
        "北京市朝阳区****1号, ****",
        "北京市建国路****, ****"
    })
    void an_address_shows_divisions_only(String clear, String mask) {
        assertMasked(MaskType.ADDRESS, MaskLevel.STANDARD, clear, mask);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2, ******",
        "10.1.2.256, ******",
        "010.1.2.3, ******",
        "2001:db8::1, ******",
        "ac-de-48-00-11-22, AC:DE:48:**:**:**",
        "ac:de-48:00:11:22, ******",
        "12345678901, ******",
        "123456789-12, ******",
        "设备490154203237518, ******",
        "6f9619ff-8b86-d011-b42d-00c04fc964ff, ******64ff"
    })
    void a_text_that_is_no_device_shows_nothing(String clear, String mask) {
        assertMasked(MaskType.DEVICE, MaskLevel.STANDARD, clear, mask);
    }

    @Test
    void masks_are_compared_by_what_they_show() {
        assertEquals(MaskType.NAME.mask("张三", MaskLevel.STANDARD), MaskType.NAME.mask("张飞", MaskLevel.STANDARD));
        assertNotEquals(MaskType.NAME.mask("张三", MaskLevel.STANDARD), MaskType.NAME.mask("李四", MaskLevel.STANDARD));
    }

    private static void assertMasked(MaskType type, MaskLevel level, String clear, String mask) {
        assertEquals(mask, type.mask(clear, level).toString(), type + " " + level);
    }
}
