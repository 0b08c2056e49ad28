package io.attain.calculation.explanation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.attain.calculation.engine.DerivationStep;
import io.attain.calculation.engine.DerivationStep.AtTier;
import io.attain.calculation.engine.DerivationStep.Counting;
import io.attain.calculation.engine.DerivationStep.Figure;
import io.attain.calculation.engine.QuotaPart;
import io.attain.plan.language.Clawback;
import io.attain.shared.DateRange;

/** Facts in Chinese. */
final class Chinese {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu年M月d日", Locale.CHINESE);

    private final Currency currency;

    Chinese(Currency currency) {
        this.currency = currency;
    }

    String of(Fact fact) {
        return switch (fact) {
            case Fact.Event event -> event(event);
            case Fact.Credited credited -> credited(credited);
            case Fact.Converted converted -> "%s 折合方案货币 %s。".formatted(Written.money(converted.from()),
                    Written.money(converted.to()));
            case Fact.ByPlan plan -> "由方案“%2$s”（版本 %3$s）的“%1$s”计酬。".formatted(plan.component().in(Locale.CHINESE),
                    plan.plan().in(Locale.CHINESE), plan.version());
            case Fact.QuotaMade made -> "目标为 %s：%s。".formatted(amount(made.money(), made.quota()),
                    made.parts().stream().map(part -> part(made.money(), part)).collect(Collectors.joining(" + ")));
            case Fact.Derived derived -> of(derived.step());
            case Fact.Corrects corrects -> "%s 的期间已重新计算：现为 %s，此前已计 %s，差额 %s。".formatted(
                    range(corrects.period()), Written.money(corrects.now()), Written.money(corrects.posted()),
                    Written.money(corrects.difference()));
            case Fact.Comes comes -> "本行金额为 %s。".formatted(Written.money(comes.amount()));
            case Fact.PaidWhen when -> "%s可支付%s。".formatted(switch (when.on()) {
                case BOOKING -> "计得后即";
                case INVOICE -> "按开票进度";
                case COLLECTION -> "按客户回款进度";
            }, when.heldBack().signum() == 0
                    ? ""
                    : "；其中 %s 再预留 %d 天".formatted(Written.percent(when.heldBack()), when.days()));
            case Fact.Stands stands -> "期末：可支付 %s，待开票或回款 %s，预留 %s。".formatted(
                    Written.money(stands.payable()), Written.money(stands.uncollected()),
                    Written.money(stands.heldBack()));
            case Fact.Holds holds -> "全部应付款中 %s 因%s暂扣，待裁定后发放。".formatted(Written.money(holds.amount()),
                    holds.cause().orElse("争议"));
            case Fact.Posted posted -> "已与本期其他各行一并记入分类账的“%s”账户：%s（%s）。".formatted(
                    words(posted.account()), Written.money(posted.amount()), words(posted.transfer()));
        };
    }

    private static String event(Fact.Event event) {
        String what = event.product().isEmpty() ? "" : "，" + event.product();
        String whom = event.account().isEmpty() ? "" : "，客户 " + event.account();
        String happened = switch (event.event()) {
            case "booking" -> "成交";
            case "invoice" -> "开票";
            case "collection" -> "回款";
            case "return" -> "退货";
            case "stage" -> "到达阶段";
            case "activity" -> "完成";
            case "kpi" -> "读数";
            default -> "发生";
        };
        return "%s%s%s，%s%s%s。".formatted(event.id(), what, whom, day(event.date()), happened,
                event.of().isEmpty() ? "" : "，属于 " + event.of());
    }

    private static String credited(Fact.Credited credited) {
        String share = Written.percent(credited.share());
        String amount = Written.money(credited.amount());
        return switch (credited.role()) {
            case "direct" -> credited.share().compareTo(BigDecimal.ONE) == 0
                    ? "按规则“%s”全部计入您名下：%s。".formatted(credited.rule(), amount)
                    : "按规则“%s”将其 %s 计入您名下：%s。".formatted(credited.rule(), share, amount);
            case "split" -> "按约定的分成%s，将其 %s 计入您名下：%s。".formatted(
                    credited.splitVersion() > 0 ? "（第 %d 版）".formatted(credited.splitVersion()) : "", share, amount);
            case "overlay" -> "在销售人之外，按规则“%s”另将其 %s 计入您名下：%s。".formatted(credited.rule(), share, amount);
            default -> "其中 %s 计入您的下属：%s。".formatted(share, amount);
        };
    }

    private String part(boolean money, QuotaPart part) {
        String whole = part.numerator().equals(part.denominator())
                ? ""
                : " × %s/%s".formatted(part.numerator(), part.denominator());
        String ramp = part.rampMonth().map(month -> part.factor().compareTo(BigDecimal.ONE) == 0
                ? "（爬坡第 %d 个月）".formatted(month)
                : " × %s（爬坡第 %d 个月）".formatted(Written.percent(part.factor()), month)).orElse("");
        return "%s %s%s%s".formatted(range(part.days()), amount(money, part.agreed()), ramp, whole);
    }

    private String of(DerivationStep step) {
        return switch (step) {
            case DerivationStep.Alone alone -> "计 %s。".formatted(counted(alone.what(), alone.counted()));
            case DerivationStep.Counted counted -> "计 %s：%s由 %s 变为 %s。".formatted(
                    counted(counted.what(), counted.counted()), name(counted.what()),
                    counted(counted.what(), counted.before()), counted(counted.what(), counted.after()));
            case DerivationStep.WholeWindow window -> "整个窗口的%s为 %s。".formatted(name(window.what()),
                    counted(window.what(), window.measure()));
            case DerivationStep.Attained attained -> "完成 %s，目标 %s，达成率 %s。".formatted(
                    counted(attained.what(), attained.measure()), counted(attained.what(), attained.quota()),
                    Written.percent(attained.attainment()));
            case DerivationStep.LookedUp found -> found(found);
            case DerivationStep.Sliced sliced -> "%s%s，按 %s 计得 %s。".formatted(
                    counted(sliced.what(), sliced.part()), in(sliced.what(), sliced.tier()),
                    rate(sliced.what(), sliced.tier()), money(sliced.exact()));
            case DerivationStep.WholeAtTier whole -> "窗口%s，按此计全部：%s × %s = %s。".formatted(
                    whole.tier().of() > 1 ? "达到" + tier(whole.what(), whole.tier()) : "只有一个费率",
                    counted(whole.what(), whole.counted()), rate(whole.what(), whole.tier()), money(whole.exact()));
            case DerivationStep.StepReached reached -> "已%s %s 这一级%s：%s。".formatted(
                    reached.moreThan() ? "超过" : "达到",
                    boundary(reached.what(), reached.onAttainment(), reached.from()),
                    reached.replaces() ? "（最高一级）" : "", money(reached.amount()));
            case DerivationStep.NoStepReached none -> "第一级 %s 未达到，不计奖金。".formatted(
                    boundary(none.what(), none.onAttainment(), none.from()));
            case DerivationStep.OnCurve curve -> curve.attainment().isEmpty()
                    ? "没有目标，曲线不计酬。"
                    : "达成率 %s 时，曲线支付目标薪酬 %3$s 的 %2$s：%4$s。".formatted(
                            Written.percent(curve.attainment().get()), Written.percent(curve.share()),
                            money(curve.target()), money(curve.share().multiply(curve.target())));
            case DerivationStep.ScoreCard card -> card(card);
            case DerivationStep.CellRead cell -> cell(cell);
            case DerivationStep.Computed computed -> "公式 %s，代入 %s，得 %s。".formatted(computed.formula(),
                    figures(computed.figures()),
                    computed.result().map(this::money).orElse("不出结果（缺少数据），不计酬"));
            case DerivationStep.Ranked ranked -> ranked(ranked);
            case DerivationStep.Pooled pooled -> pooled.weights().signum() == 0
                    ? "奖金池 %s 无人参与分配。".formatted(money(pooled.fund()))
                    : "奖金池 %s 由 %d 人分配；%s / %s，分得 %s。".formatted(money(pooled.fund()), pooled.members(),
                            Written.plain(pooled.weight()), Written.plain(pooled.weights()), money(pooled.share()));
            case DerivationStep.MultipliedByFigure by -> "按 %s（%s）的系数：× %s。".formatted(by.formula(),
                    by.reached().map(Written::plain).orElse("未知，不变"), Written.plain(by.factor()));
            case DerivationStep.MultipliedByField by -> "%s 的系数：× %s。".formatted(
                    by.row() == 0 ? "其他（%s）".formatted(conditions(by.when())) : conditions(by.when()),
                    Written.plain(by.factor()));
            case DerivationStep.Gated gated -> "条件 %s（%s）%s：× %s。".formatted(gated.formula(),
                    figures(gated.figures()), gated.passed() ? "成立" : "不成立", Written.percent(gated.factor()));
            case DerivationStep.Rounded rounded -> rounded.exact().compareTo(rounded.amount()) == 0
                    ? "合计 %s。".formatted(money(rounded.amount()))
                    : "合计 %s，四舍五入为 %s。".formatted(money(rounded.exact()), money(rounded.amount()));
            case DerivationStep.Cut cut -> cut(cut);
            case DerivationStep.LessEarlier less -> "以前各期已计 %s，此处为差额。".formatted(money(less.earlier()));
            case DerivationStep.NotTakenBack kept -> "已计的奖金不再扣回。";
            case DerivationStep.TakenBack taken -> taken(taken);
            case DerivationStep.ComputedAgain again -> "退货使原单由 %s 减为 %s。重新计算后，窗口合计 %s，原为 %s。".formatted(
                    counted(again.what(), again.before()), counted(again.what(), again.left()), money(again.with()),
                    money(again.without()));
            case DerivationStep.TooLate late -> "%d 天后退货；超过 %d 天不再扣回。".formatted(late.days(), late.window());
            case DerivationStep.ToFloor floor -> "该项保底 %s，已计 %s：%s%s。".formatted(money(floor.limit()),
                    money(floor.without()), floor.held() ? "补足差额" : "但条件不成立，不补",
                    floor.earlier().signum() == 0 ? "" : "，减去此前已补 %s".formatted(money(floor.earlier())));
            case DerivationStep.OverCap over -> "连同以前各期该项共 %s，封顶 %s；本期各行已削减 %s，其余在此扣除。".formatted(
                    money(over.window()), money(over.limit()), money(over.cut()));
            case DerivationStep.NoLongerPaid no -> "现行方案对该窗口不计酬；此前已计的 %s 予以扣回。".formatted(
                    money(no.earlier()));
        };
    }

    private String found(DerivationStep.LookedUp found) {
        String rate = found.perUnit() ? "每单位 " + money(found.rate()) : Written.percent(found.rate());
        if (found.row() < 0) {
            return "费率为 %s。".formatted(rate);
        }
        return found.row() == 0
                ? "费率表：其他（%s）为 %s。".formatted(conditions(found.when()), rate)
                : "费率表第 %d 行（%s）为 %s。".formatted(found.row(), conditions(found.when()), rate);
    }

    private String in(Counting what, AtTier tier) {
        return tier.of() > 1 ? "属于" + tier(what, tier) : "";
    }

    private String tier(Counting what, AtTier tier) {
        return "第 %d 档（%s起）".formatted(tier.number(), boundary(what, tier.onAttainment(), tier.from()));
    }

    private String rate(Counting what, AtTier tier) {
        boolean plain = tier.factor().filter(factor -> factor.compareTo(BigDecimal.ONE) != 0).isEmpty();
        return plain || tier.base().isEmpty()
                ? rate(what, tier.rate())
                : "%s × %s".formatted(rate(what, tier.base().get()), Written.plain(tier.factor().get()));
    }

    private String rate(Counting what, BigDecimal rate) {
        return what.isMoney() ? Written.percent(rate) : "每单位 " + money(rate);
    }

    private String boundary(Counting what, boolean onAttainment, BigDecimal from) {
        return onAttainment ? "目标的 " + Written.percent(from) : counted(what, from);
    }

    private String card(DerivationStep.ScoreCard card) {
        return "%s：总分 %s%s × 目标薪酬 %s。".formatted(card.scores().stream()
                .map(one -> "%s %s 得分 %s × 权重 %s".formatted(one.name().in(Locale.CHINESE),
                        one.actual().map(Written::plain).orElse("无读数"), Written.percent(one.score()),
                        Written.percent(one.weight())))
                .collect(Collectors.joining("；")), Written.percent(card.total()),
                card.cap().filter(cap -> cap.compareTo(card.total()) == 0).isPresent() ? "（封顶）" : "",
                money(card.target()));
    }

    private String cell(DerivationStep.CellRead cell) {
        String where = "矩阵第 %s 行（%s）、第 %s 列（%s）".formatted(step(cell.row()),
                cell.rowFigure().map(Written::plain).orElse("未知"), step(cell.column()),
                cell.columnFigure().map(Written::plain).orElse("未知"));
        return switch (cell.pays()) {
            case RATE -> "%s按 %s 计得 %s。".formatted(where, Written.percent(cell.cell()),
                    money(cell.cell().multiply(cell.base())));
            case AMOUNT -> "%s支付 %s。".formatted(where, money(cell.cell()));
            case TARGET_SHARE -> "%s支付目标薪酬 %3$s 的 %2$s：%4$s。".formatted(where, Written.percent(cell.cell()),
                    money(cell.base()), money(cell.cell().multiply(cell.base())));
        };
    }

    private static String step(int number) {
        return number == 0 ? "零" : Integer.toString(number);
    }

    private String ranked(DerivationStep.Ranked ranked) {
        String reached = counted(ranked.what(), ranked.measure());
        if (ranked.place() == 0) {
            return "以 %s 未进入排名。".formatted(reached);
        }
        return ranked.tied() == 1
                ? "以 %s 在 %d 人中排第 %d 名，奖金 %s。".formatted(reached, ranked.ranked(), ranked.place(),
                        money(ranked.share()))
                : "以 %s 在 %d 人中 %d 人并列第 %d 名，平分所占名次的奖金 %s：%s。".formatted(reached, ranked.ranked(),
                        ranked.tied(), ranked.place(), money(ranked.prizes()), money(ranked.share()));
    }

    private String cut(DerivationStep.Cut cut) {
        String by = switch (cut.by()) {
            case LINE -> "每行最多 %s";
            case COMPONENT -> "该项在窗口内最多 %s";
            case PLAN -> "方案每期最多 %s";
            case BUDGET -> "预算 %s 由方案内所有人按比例分配";
        };
        return "%s：由 %s 削减为 %s。".formatted(by.formatted(money(cut.limit())), money(cut.from()),
                money(cut.amount()));
    }

    private String taken(DerivationStep.TakenBack taken) {
        String returned = money(taken.returnedNow().subtract(taken.returnedBefore()));
        String before = taken.returnedBefore().signum() == 0
                ? ""
                : "（此前已退 %s）".formatted(money(taken.returnedBefore()));
        String how = taken.takes() == Clawback.Takes.UNSERVED_TERM
                ? "；期限 %2$d 天中 %1$d 天未履行".formatted(taken.unservedDays().orElse(0L), taken.termDays().orElse(0L))
                : "";
        String earlier = taken.earlier().signum() == 0
                ? ""
                : "；此前已扣 %s".formatted(money(taken.earlier().negate()));
        return "%s 中退回 %s%s。原单留存 %s%s%s：扣回 %s。".formatted(money(taken.whole()), returned, before,
                money(taken.kept()), how, earlier, money(taken.after(BigDecimal.ZERO).negate()));
    }

    private static String figures(List<Figure> figures) {
        return figures.isEmpty()
                ? "无数据"
                : figures.stream()
                        .map(figure -> figure.name() + " = " + (figure.value().isEmpty() ? "未知" : figure.value()))
                        .collect(Collectors.joining("，"));
    }

    private static String conditions(Map<String, String> when) {
        return when.isEmpty()
                ? "任何"
                : when.entrySet().stream()
                        .map(one -> one.getKey() + " " + (one.getValue().isEmpty() ? "无" : one.getValue()))
                        .collect(Collectors.joining("，"));
    }

    private String money(BigDecimal major) {
        return Written.money(major, currency);
    }

    private String amount(boolean money, BigDecimal amount) {
        return money ? money(amount) : Written.plain(amount);
    }

    private String counted(Counting what, BigDecimal number) {
        return what.isMoney() ? money(number) : Written.plain(number) + switch (what) {
            case QUANTITY -> " 件";
            case COUNT -> " 笔";
            case DISTINCT -> " 个不同值";
            case POINTS -> " 分";
            case ATTRIBUTE, AMOUNT, MARGIN, AMOUNT_LESS_COMMISSION_BELOW -> "";
        };
    }

    private static String name(Counting what) {
        return switch (what) {
            case AMOUNT -> "累计业绩";
            case MARGIN -> "累计毛利";
            case AMOUNT_LESS_COMMISSION_BELOW -> "扣除下级提成后的业绩";
            case QUANTITY -> "累计数量";
            case COUNT -> "累计笔数";
            case DISTINCT -> "不同值个数";
            case ATTRIBUTE -> "累计指标";
            case POINTS -> "累计积分";
        };
    }

    private static String words(String key) {
        return switch (key) {
            case "ACCRUAL" -> "计提";
            case "ADJUSTMENT" -> "调整";
            case "PAYABLE" -> "应付";
            case "PAID" -> "已付";
            case "EXCHANGE" -> "折算";
            case "SENT" -> "已发出付款";
            case "IN_PAYMENT" -> "付款途中";
            case "BOUNCED" -> "付款退回";
            case "HOLD" -> "暂扣";
            case "RELEASE" -> "解扣";
            case "COLLECTION" -> "待回款";
            case "HOLDBACK" -> "预留";
            case "DRAW" -> "预支";
            case "RECOVERY" -> "预支扣回";
            case "CLAWBACK" -> "扣回";
            case "REVERSAL" -> "冲销";
            case "EXPENSE" -> "费用";
            case "EARNED" -> "已计得";
            case "HELD" -> "暂扣款";
            case "UNCOLLECTED" -> "待回款项";
            case "DRAW_RECEIVABLE" -> "预支应收";
            case "CLAWBACK_RECEIVABLE" -> "扣回应收";
            default -> key;
        };
    }

    private static String range(DateRange range) {
        return range.isOpenEnded() ? day(range.from()) + "起" : day(range.from()) + "至" + day(range.lastDay());
    }

    private static String day(LocalDate day) {
        return day.format(DAY);
    }
}
