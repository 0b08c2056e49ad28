package io.attain.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.bank.Bic;
import io.attain.bank.Iban;
import io.attain.payout.DateStyle;
import io.attain.payout.GlAccount;
import io.attain.payout.PayRoute;
import io.attain.payout.PayingEntities;
import io.attain.payout.PayingEntity;
import io.attain.payout.PayrollColumn;
import io.attain.payout.PayrollField;
import io.attain.payout.PayrollMapping;
import io.attain.payout.PayrollProvider;
import io.attain.payout.PayrollProviders;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** How payouts leave the house: payroll providers and their columns, paying entities, accounts of the general ledger. */
@Controller
class PayoutSettingsPages {

    private static final int EMPTY_ROWS = 3;

    private final PayrollProviders providers;
    private final PayingEntities entities;

    PayoutSettingsPages(PayrollProviders providers, PayingEntities entities) {
        this.providers = providers;
        this.entities = entities;
    }

    @GetMapping("/payouts/settings")
    @PreAuthorize(May.READ_EVERYTHING)
    String settings(@RequestParam(defaultValue = "standard") String provider, Model model) {
        boolean fresh = provider.equals("new");
        PayrollMapping mapping = fresh ? PayrollMapping.STANDARD : providers.get(provider).mapping();
        List<PayrollColumn> rows = new ArrayList<>(mapping.columns());
        for (int i = 0; i < EMPTY_ROWS; i++) {
            rows.add(new PayrollColumn("", PayrollField.FIXED, ""));
        }
        model.addAttribute("providers", providers.all());
        model.addAttribute("chosen", fresh ? null : providers.get(provider));
        model.addAttribute("mapping", mapping);
        model.addAttribute("rows", rows);
        model.addAttribute("fields", PayrollField.values());
        model.addAttribute("dates", DateStyle.values());
        model.addAttribute("entities", entities.all());
        model.addAttribute("routes", PayRoute.values());
        model.addAttribute("minimums", entities.minimums());
        model.addAttribute("accounts", entities.glAccounts());
        return "payouts/settings";
    }

    @PostMapping("/payouts/settings/provider")
    @PreAuthorize(May.PAY_OUT)
    String saveProvider(@RequestParam(defaultValue = "") String id, @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = ",") String separator, @RequestParam(defaultValue = ".") String decimalMark,
            @RequestParam(defaultValue = "ISO") DateStyle dates, @RequestParam(defaultValue = "false") boolean header,
            @RequestParam(defaultValue = "") List<String> heading,
            @RequestParam(defaultValue = "") List<PayrollField> field,
            @RequestParam(defaultValue = "") List<String> fixed, RedirectAttributes flash) {
        List<PayrollColumn> columns = new ArrayList<>();
        for (int i = 0; i < Math.min(heading.size(), field.size()); i++) {
            if (!heading.get(i).isBlank()) {
                columns.add(new PayrollColumn(heading.get(i), field.get(i), i < fixed.size() ? fixed.get(i) : ""));
            }
        }
        PayrollProvider saved = providers.save(id.strip(), name, new PayrollMapping(columns,
                separator.equals("tab") ? '\t' : first(separator), first(decimalMark), dates, header));
        flash.addFlashAttribute(Refusals.SAID, "%s is saved as version %d. It holds for batches released from now on."
                .formatted(saved.name(), saved.version()));
        return "redirect:/payouts/settings?provider=" + saved.id();
    }

    private static char first(String text) {
        return text.isEmpty() ? ' ' : text.charAt(0);
    }

    @PostMapping("/payouts/settings/entity")
    @PreAuthorize(May.COUNTERSIGN)
    String saveEntity(@RequestParam(defaultValue = "") String entity,
            @RequestParam(defaultValue = "PAYROLL") PayRoute route,
            @RequestParam(defaultValue = "standard") String provider,
            @RequestParam(defaultValue = "false") boolean awaitsBank, @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String iban, @RequestParam(defaultValue = "") String bic,
            RedirectAttributes flash) {
        Optional<PayingEntity.Debtor> known = entities.of(entity).debtor();
        Optional<PayingEntity.Debtor> debtor = iban.isBlank()
                ? known.map(there -> new PayingEntity.Debtor(name.isBlank() ? there.name() : name, there.iban(),
                        there.bic()))
                : Optional.of(new PayingEntity.Debtor(name, new Iban(iban),
                        bic.isBlank() ? Optional.empty() : Optional.of(new Bic(bic))));
        entities.save(new PayingEntity(entity, route, provider, awaitsBank, debtor));
        flash.addFlashAttribute(Refusals.SAID, entity + " is saved. It holds for batches released from now on.");
        return "redirect:/payouts/settings";
    }

    @PostMapping("/payouts/settings/minimum")
    @PreAuthorize(May.PAY_OUT)
    String saveMinimum(@RequestParam(defaultValue = "") String currency, @RequestParam(defaultValue = "") String amount,
            RedirectAttributes flash) {
        try {
            entities.saveMinimum(Money.of(new BigDecimal(amount.strip().replace(",", "")),
                    Currency.getInstance(currency.strip().toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException | ArithmeticException notMoney) {
            throw new Refused("payout-minimum",
                    "Write a currency such as USD and an amount with no more decimals than it has, such as 50.00.");
        }
        flash.addFlashAttribute(Refusals.SAID,
                "The smallest payout is saved. It holds for batches prepared from now on.");
        return "redirect:/payouts/settings";
    }

    @PostMapping("/payouts/settings/account")
    @PreAuthorize(May.PAY_OUT)
    String saveAccount(@RequestParam(defaultValue = "") String type, @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name, RedirectAttributes flash) {
        entities.saveGlAccount(new GlAccount(type, code.strip(), name));
        flash.addFlashAttribute(Refusals.SAID, "The account is saved. It holds for journals written from now on.");
        return "redirect:/payouts/settings";
    }
}
