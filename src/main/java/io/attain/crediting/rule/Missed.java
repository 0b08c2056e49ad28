package io.attain.crediting.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attain.sales.EventKind;
import io.attain.sales.SalesEvent;

/**
 * Why a rule gave an event to nobody, and what to do about it.
 *
 * @param rule    its id; empty where no rule was asked
 * @param subject what nobody stands for, or which event it refers to; empty where that is not it
 */
public record Missed(String rule, Cause cause, String subject) {

    /** What was missing. */
    public enum Cause {
        OTHER_KIND, CONDITION, NO_SELLER, NO_ACCOUNT, NO_ACCOUNT_OWNER, NO_TERRITORY, NO_TERRITORY_OWNER, NO_PRODUCT, NO_SPECIALIST, NO_PARTNER, NO_PARTNER_OWNER, NO_CHANNEL, NO_CHANNEL_OWNER, NO_TOUCH, ORIGINAL_UNCREDITED
    }

    /** For an event that nobody is credited with: each rule in its order, with what was missing. */
    public static List<Missed> of(SalesEvent event, CreditRules rules, Conditions conditions,
            Surroundings surroundings) {
        if (event.kind() == EventKind.RETURN) {
            return List.of(new Missed("", Cause.ORIGINAL_UNCREDITED,
                    event.refersTo().map(key -> key.toString()).orElse("")));
        }
        List<Missed> missed = new ArrayList<>();
        for (CreditRule rule : rules.rules()) {
            boolean holds = rule.where().map(where -> conditions.compile(where).test(event)).orElse(true);
            if (!rule.events().contains(event.kind())) {
                missed.add(new Missed(rule.id(), Cause.OTHER_KIND, event.kind().key()));
            } else if (!holds) {
                missed.add(new Missed(rule.id(), Cause.CONDITION, rule.where().orElse("")));
            } else {
                missed.add(recipient(event, rule, surroundings.responsibilities()));
            }
        }
        return missed;
    }

    private static Missed recipient(SalesEvent event, CreditRule rule, Responsibilities who) {
        return switch (rule.to()) {
            case Recipient.Seller seller -> new Missed(rule.id(), Cause.NO_SELLER, "");
            case Recipient.AccountOwner owner -> named(rule, event.account(), Cause.NO_ACCOUNT,
                    Cause.NO_ACCOUNT_OWNER);
            case Recipient.TerritoryOwner owner -> named(rule,
                    Optional.ofNullable(event.attributes().get("territory"))
                            .or(() -> event.account().flatMap(account -> who.territoryOf(account,
                                    event.eventDate()))),
                    Cause.NO_TERRITORY, Cause.NO_TERRITORY_OWNER);
            case Recipient.ProductSpecialist specialist -> named(rule,
                    Optional.of(event.product()).filter(product -> !product.isEmpty()), Cause.NO_PRODUCT,
                    Cause.NO_SPECIALIST);
            case Recipient.Partner partner -> named(rule, Optional.ofNullable(event.attributes().get("partner")),
                    Cause.NO_PARTNER, Cause.NO_PARTNER_OWNER);
            case Recipient.Channel channel -> named(rule, Optional.ofNullable(event.attributes().get("channel")),
                    Cause.NO_CHANNEL, Cause.NO_CHANNEL_OWNER);
            case Recipient.Touches touches -> new Missed(rule.id(), Cause.NO_TOUCH, "");
        };
    }

    private static Missed named(CreditRule rule, Optional<String> subject, Cause nothing, Cause nobody) {
        return subject.map(name -> new Missed(rule.id(), nobody, name))
                .orElseGet(() -> new Missed(rule.id(), nothing, ""));
    }

    /** What was missing, in a sentence. */
    public String sentence(Locale locale) {
        boolean chinese = isChinese(locale);
        return switch (cause) {
            case OTHER_KIND -> chinese
                    ? "规则不涉及此类事件（%s）。".formatted(subject)
                    : "The rule is not about events of the kind %s.".formatted(subject);
            case CONDITION -> chinese
                    ? "条件 %s 不成立。".formatted(subject)
                    : "Its condition %s does not hold.".formatted(subject);
            case NO_SELLER -> chinese ? "事件没有注明销售人。" : "The event names no seller.";
            case NO_ACCOUNT -> chinese ? "事件没有客户。" : "The event has no account.";
            case NO_ACCOUNT_OWNER -> chinese
                    ? "当日无人负责客户 %s。".formatted(subject)
                    : "Nobody owned the account %s on that day.".formatted(subject);
            case NO_TERRITORY -> chinese
                    ? "事件没有区域，其客户当日也不在任何区域。"
                    : "The event has no territory, and its account lay in none on that day.";
            case NO_TERRITORY_OWNER -> chinese
                    ? "当日无人负责区域 %s。".formatted(subject)
                    : "Nobody owned the territory %s on that day.".formatted(subject);
            case NO_PRODUCT -> chinese ? "事件没有产品。" : "The event has no product.";
            case NO_SPECIALIST -> chinese
                    ? "当日产品 %s 没有专员。".formatted(subject)
                    : "The product %s had no specialist on that day.".formatted(subject);
            case NO_PARTNER -> chinese ? "事件没有合作伙伴。" : "The event names no partner.";
            case NO_PARTNER_OWNER -> chinese
                    ? "当日无人代表合作伙伴 %s。".formatted(subject)
                    : "Nobody stood for the partner %s on that day.".formatted(subject);
            case NO_CHANNEL -> chinese ? "事件没有渠道。" : "The event names no channel.";
            case NO_CHANNEL_OWNER -> chinese
                    ? "当日无人代表渠道 %s。".formatted(subject)
                    : "Nobody stood for the channel %s on that day.".formatted(subject);
            case NO_TOUCH -> chinese ? "没有能落实到人的触点。" : "None of its touches leads to anyone.";
            case ORIGINAL_UNCREDITED -> chinese
                    ? "它所退的 %s 没有归属任何人。".formatted(subject)
                    : "It returns %s, which nobody is credited with.".formatted(subject);
        };
    }

    /** What to do. */
    public String remedy(Locale locale) {
        boolean chinese = isChinese(locale);
        return switch (cause) {
            case OTHER_KIND, CONDITION -> chinese ? "如应归属，请修改规则。" : "If it should count, propose other rules.";
            case NO_SELLER -> chinese
                    ? "在来源系统补上销售人后重新导入，或约定分成。"
                    : "Name the seller at the source and import it again, or agree a split.";
            case NO_ACCOUNT, NO_PRODUCT, NO_PARTNER, NO_CHANNEL, NO_TERRITORY -> chinese
                    ? "在来源系统补全后重新导入。"
                    : "Complete it at the source and import it again.";
            case NO_ACCOUNT_OWNER, NO_TERRITORY_OWNER, NO_SPECIALIST, NO_PARTNER_OWNER, NO_CHANNEL_OWNER -> chinese
                    ? "导入负责人文件，包含该日。"
                    : "Import a file of responsibilities that covers the day.";
            case NO_TOUCH -> chinese
                    ? "补充触点的参与人，或导入渠道代表。"
                    : "Name who had the touches, or import who stands for their channels.";
            case ORIGINAL_UNCREDITED -> chinese ? "先处理原事件。" : "Look after the event it returns first.";
        };
    }

    private static boolean isChinese(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
    }
}
