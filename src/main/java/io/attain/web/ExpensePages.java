package io.attain.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.expense.CommissionExpense;
import io.attain.expense.JournalLine;
import io.attain.expense.Movement;
import io.attain.expense.Policy;
import io.attain.period.Periods;
import io.attain.plan.PlanId;
import io.attain.shared.Refused;

/** Commission expense over time: policies, the roll-forward of deferred commissions, the month's journal. */
@Controller
class ExpensePages {

    private final CommissionExpense expense;
    private final Periods periods;

    ExpensePages(CommissionExpense expense, Periods periods) {
        this.expense = expense;
        this.periods = periods;
    }

    @GetMapping("/expense")
    @PreAuthorize(May.READ_EVERYTHING)
    String expense(@RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to, Model model) {
        YearMonth last = to == null || to.isBlank() ? lastClosedMonth() : month(to);
        YearMonth first = from == null || from.isBlank() ? last.minusMonths(11) : month(from);
        model.addAttribute("from", first);
        model.addAttribute("to", last);
        model.addAttribute("movements", expense.rollForward(first, last));
        model.addAttribute("journal", expense.journal(last));
        model.addAttribute("policies", expense.policies());
        return "expense/expense";
    }

    @PostMapping("/expense/policies")
    @PreAuthorize(May.SET_EXPENSE)
    String policy(@RequestParam(defaultValue = "") String plan, @RequestParam(defaultValue = "") String component,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String term,
            @RequestParam(defaultValue = "") String field, @RequestParam(defaultValue = "") String life,
            @RequestParam(defaultValue = "false") boolean commensurate,
            @RequestParam(defaultValue = "false") boolean expedient, RedirectAttributes flash) {
        Policy policy = new Policy(plan(plan), component.strip(), day(from), months("contract term", term),
                Optional.of(field.strip()).filter(text -> !text.isEmpty()), months("expected life", life),
                commensurate, expedient);
        expense.set(policy);
        flash.addFlashAttribute(Refusals.SAID, "Sales of %s / %s from %s on are expensed this way."
                .formatted(policy.plan(), policy.component(), policy.from()));
        return "redirect:/expense";
    }

    @GetMapping("/expense/roll-forward.csv")
    @PreAuthorize(May.READ_EVERYTHING)
    ResponseEntity<byte[]> rollForward(@RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        YearMonth last = to == null ? lastClosedMonth() : month(to);
        YearMonth first = from == null ? last.minusMonths(11) : month(from);
        List<Movement> movements = expense.rollForward(first, last);
        return csv("deferred-commissions-%s-%s.csv".formatted(first, last),
                "month,plan,component,currency,opening,capitalised,amortised,accelerated,closing",
                movements.stream().map(one -> String.join(",", one.month().toString(), one.plan().value(),
                        one.component(), one.opening().currency().getCurrencyCode(),
                        one.opening().toDecimal().toPlainString(), one.capitalised().toDecimal().toPlainString(),
                        one.amortised().toDecimal().toPlainString(), one.accelerated().toDecimal().toPlainString(),
                        one.closing().toDecimal().toPlainString())).toList());
    }

    @GetMapping("/expense/journal.csv")
    @PreAuthorize(May.READ_EVERYTHING)
    ResponseEntity<byte[]> journal(@RequestParam(required = false) @Nullable String month) {
        YearMonth of = month == null ? lastClosedMonth() : month(month);
        List<JournalLine> lines = expense.journal(of);
        return csv("deferred-commissions-journal-%s.csv".formatted(of),
                "month,plan,component,debit,credit,currency,amount",
                lines.stream().map(line -> String.join(",", line.month().toString(), line.plan().value(),
                        line.component(), '"' + line.debit() + '"', '"' + line.credit() + '"',
                        line.amount().currency().getCurrencyCode(), line.amount().toDecimal().toPlainString()))
                        .toList());
    }

    private static ResponseEntity<byte[]> csv(String name, String header, List<String> rows) {
        return ResponseEntity.ok().contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString())
                .body(rows.stream().collect(Collectors.joining("\r\n", header + "\r\n", rows.isEmpty() ? "" : "\r\n"))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** The last month of the latest locked period; before any, the month the business is in. */
    private YearMonth lastClosedMonth() {
        return periods.all().stream().filter(period -> period.state().isFinal())
                .map(period -> YearMonth.from(period.lastDay())).max(YearMonth::compareTo)
                .orElseGet(() -> YearMonth.from(periods.businessDate()));
    }

    private static PlanId plan(String text) {
        try {
            return new PlanId(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw new Refused("expense-plan", "“%s” is no plan's name; it looks like field-sales.".formatted(text));
        }
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text.strip());
        } catch (DateTimeException malformed) {
            throw new Refused("expense-month", "“%s” is not a month; write it like 2017-03.".formatted(text));
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException malformed) {
            throw new Refused("expense-day", "“%s” is not a day; write it like 2017-04-01.".formatted(text));
        }
    }

    private static int months(String what, String text) {
        if (!text.strip().matches("[0-9]{1,4}")) {
            throw new Refused("expense-months",
                    "“%s” is not a number of months; give the %s like 24.".formatted(text, what));
        }
        return Integer.parseInt(text.strip());
    }
}
