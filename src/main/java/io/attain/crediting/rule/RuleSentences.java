package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.attain.sales.EventKind;

/** Credit rules in plain words, in English or Chinese. */
public final class RuleSentences {

    private RuleSentences() {}

    /** One sentence for each rule, in their order, and one for what managers get. */
    public static List<String> of(CreditRules rules, Locale locale) {
        boolean chinese = isChinese(locale);
        List<String> sentences = new ArrayList<>();
        rules.rules().forEach(rule -> sentences.add(of(rule, locale)));
        if (rules.rollUpOverlay()) {
            sentences.add(chinese
                    ? "上级的业绩包含下属的附加业绩。"
                    : "Managers are credited with the overlay credits below them as well.");
        }
        return sentences;
    }

    public static String of(CreditRule rule, Locale locale) {
        return isChinese(locale) ? chinese(rule) : english(rule);
    }

    private static boolean isChinese(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    private static String english(CreditRule rule) {
        String events = isEverything(rule)
                ? "every event"
                : rule.events().stream().map(EventKind::key).collect(Collectors.joining(", "));
        String where = rule.where().map(condition -> " where " + condition).orElse("");
        String to = switch (rule.to()) {
            case Recipient.Seller seller -> "the named seller";
            case Recipient.AccountOwner owner -> "the owner of the account on that day";
            case Recipient.TerritoryOwner owner -> "the owner of the territory on that day";
            case Recipient.ProductSpecialist specialist -> "the specialists of the product on that day";
            case Recipient.Partner partner -> "whoever stands for the partner";
            case Recipient.Channel channel -> "whoever stands for the channel";
            case Recipient.Touches touches -> "those who had the touches, " + switch (touches.attribution()) {
                case Attribution.First first -> "all to the first";
                case Attribution.Last last -> "all to the last";
                case Attribution.Linear linear -> "the same to each";
                case Attribution.PositionBased position -> "40 % to the first, 40 % to the last, 20 % between";
                case Attribution.ByChannel byChannel -> "by the weights " + byChannel.weights();
            };
        };
        return rule.role() == CreditRule.Role.DIRECT
                ? "“%s” gives %s%s to %s, unless a rule before it did.".formatted(rule.id(), events, where, to)
                : "“%s” gives %s of %s%s to %s, beside the direct credit.".formatted(rule.id(),
                        percent(rule.share()), events, where, to);
    }

    private static String chinese(CreditRule rule) {
        String events = isEverything(rule)
                ? "所有事件"
                : rule.events().stream().map(RuleSentences::chinese).collect(Collectors.joining("、"));
        String where = rule.where().map(condition -> "（条件：" + condition + "）").orElse("");
        String to = switch (rule.to()) {
            case Recipient.Seller seller -> "指定的销售人";
            case Recipient.AccountOwner owner -> "当日的客户负责人";
            case Recipient.TerritoryOwner owner -> "当日的区域负责人";
            case Recipient.ProductSpecialist specialist -> "当日的产品专员";
            case Recipient.Partner partner -> "合作伙伴的代表";
            case Recipient.Channel channel -> "渠道的代表";
            case Recipient.Touches touches -> "触点参与人，" + switch (touches.attribution()) {
                case Attribution.First first -> "全部归首个触点";
                case Attribution.Last last -> "全部归最后触点";
                case Attribution.Linear linear -> "平均分配";
                case Attribution.PositionBased position -> "首个 40 %，最后 40 %，中间 20 %";
                case Attribution.ByChannel byChannel -> "按权重 " + byChannel.weights();
            };
        };
        return rule.role() == CreditRule.Role.DIRECT
                ? "“%s”：%s%s归%s，前面的规则已归属的除外。".formatted(rule.id(), events, where, to)
                : "“%s”：%s%s的 %s 另计给%s。".formatted(rule.id(), events, where, percent(rule.share()), to);
    }

    private static String chinese(EventKind kind) {
        return switch (kind) {
            case BOOKING -> "成交";
            case INVOICE -> "开票";
            case COLLECTION -> "回款";
            case RETURN -> "退货";
            case STAGE -> "阶段";
            case ACTIVITY -> "活动";
            case KPI -> "指标";
        };
    }

    private static boolean isEverything(CreditRule rule) {
        return rule.events().size() == EventKind.values().length;
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
