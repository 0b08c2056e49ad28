package io.attain.web;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.crediting.Share;
import io.attain.dispute.ClaimKind;
import io.attain.dispute.ClaimReason;
import io.attain.dispute.ClaimWithoutDeal;
import io.attain.dispute.Claims;
import io.attain.dispute.Evidence;
import io.attain.dispute.FileClaim;
import io.attain.dispute.FilingResult;
import io.attain.dispute.NamedDeal;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.sales.Deal;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.sales.SalesEvent;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/** Filing a claim: about a deal, a statement line, or a deal that is missing; what it would bring is computed at once. */
@Controller
class ClaimPages {

    private static final String MALFORMED = "Shares and amounts are numbers with a dot before the decimals; a share is "
            + "at most 100.";

    private final Claims claims;
    private final Deals deals;
    private final Participants participants;
    private final Scope scope;

    ClaimPages(Claims claims, Deals deals, Participants participants, Scope scope) {
        this.claims = claims;
        this.deals = deals;
        this.participants = participants;
        this.scope = scope;
    }

    /** A proposed share as entered, before it is one. */
    record EnteredShare(String participant, String percent) {}

    /** What the form knows of the deal, or of a sale of another kind. */
    record Sold(EventKey key, @Nullable ParticipantId seller, String account, String product,
            @Nullable LocalDate day, @Nullable Money value) {

        static Sold of(Deal deal) {
            return new Sold(deal.key(), deal.seller(), deal.account().orElse("–"), deal.product(),
                    deal.closeDate().orElse(null), deal.value().orElse(null));
        }

        static Sold of(SalesEvent event) {
            return new Sold(event.key(), event.seller().orElse(null), event.account().orElse("–"), event.product(),
                    event.eventDate(), event.amount());
        }
    }

    /** What is entered about a missing deal or a line, kept when it is refused. */
    record Entered(String reference, String customer, String amount, String soldOn, String percent, String reason,
            String expected, ClaimReason about) {

        static Entered nothing(String reference, ClaimReason about) {
            return new Entered(reference, "", "", "", "100", "", "", about);
        }
    }

    @GetMapping("/disputes/new")
    @PreAuthorize(May.FILE_DISPUTES)
    String blank(@RequestParam(defaultValue = "") String deal, @RequestParam(defaultValue = "") String line,
            Model model) {
        Optional<Sold> found = find(deal);
        if (found.isEmpty()) {
            if (deal.isBlank() && !line.isBlank()) {
                return line(line, Entered.nothing("", ClaimReason.WRONG_QUOTA), model);
            }
            model.addAttribute("looked", deal.strip());
            return "disputes/which-deal";
        }
        List<EnteredShare> proposed = new ArrayList<>(claims.sharesOf(found.get().key()).stream()
                .map(share -> new EnteredShare(share.participant().value(),
                        share.percent().stripTrailingZeros().toPlainString()))
                .toList());
        scope.me().map(Participant::id).map(ParticipantId::value)
                .filter(me -> proposed.stream().noneMatch(share -> share.participant().equals(me)))
                .ifPresent(me -> proposed.add(new EnteredShare(me, "")));
        model.addAttribute("about", ClaimReason.WRONG_SPLIT);
        return form(found.get(), line, proposed, "", model);
    }

    @PostMapping("/disputes")
    @PreAuthorize(May.FILE_DISPUTES)
    String file(@RequestParam String source, @RequestParam String id, @RequestParam(defaultValue = "") String line,
            @RequestParam(defaultValue = "") List<String> participant,
            @RequestParam(defaultValue = "") List<String> percent, @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "WRONG_SPLIT") ClaimReason about,
            @RequestParam(defaultValue = "") String expected,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files, Model model,
            RedirectAttributes flash, HttpServletResponse response) throws IOException {
        Sold sold = find(source + "/" + id).orElseThrow(Ids::missing);
        List<EnteredShare> entered = entered(participant, percent);
        FilingResult result = attempted(() -> {
            List<Share> proposed = about.isAboutShares() ? shares(entered) : List.of();
            boolean asksForShares = about.isAboutShares() && line.isBlank();
            FileClaim claim = new FileClaim(sold.key(),
                    asksForShares ? ClaimKind.SPLIT_REQUEST : ClaimKind.CREDIT_CONTEST, proposed, reason,
                    Optional.of(line).filter(text -> !text.isBlank()), about, expected(expected));
            return claims.file(claim, evidence(files));
        });
        return answer(result, flash, model, response, () -> {
            model.addAttribute("about", about);
            model.addAttribute("expected", expected);
            return form(sold, line, entered, reason, model);
        });
    }

    /** What the shares in the form would bring the reader; a part of the page. */
    @GetMapping("/disputes/new/effect")
    @PreAuthorize(May.FILE_DISPUTES)
    String effect(@RequestParam(defaultValue = "") String source, @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") List<String> participant,
            @RequestParam(defaultValue = "") List<String> percent, Model model) {
        try {
            model.addAttribute("effect",
                    claims.weigh(Ids.deal(source, id), shares(entered(participant, percent))));
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            model.addAttribute("flaw", MALFORMED);
        } catch (Refused refused) {
            model.addAttribute("flaw", refused.sentence());
        }
        return "disputes/effect :: effect";
    }

    @GetMapping("/disputes/missing")
    @PreAuthorize(May.FILE_DISPUTES)
    String blankMissing(@RequestParam(defaultValue = "") String reference, Model model) {
        return missing(Entered.nothing(reference.strip(), ClaimReason.MISSING_DEAL), model);
    }

    @PostMapping("/disputes/missing")
    @PreAuthorize(May.FILE_DISPUTES)
    String fileMissing(@RequestParam(defaultValue = "") String reference,
            @RequestParam(defaultValue = "") String customer, @RequestParam(defaultValue = "") String amount,
            @RequestParam(name = "soldOn", required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate soldOn,
            @RequestParam(defaultValue = "100") String percent, @RequestParam(defaultValue = "") String reason,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files, Model model,
            RedirectAttributes flash, HttpServletResponse response) throws IOException {
        Entered entered = new Entered(reference, customer, amount, soldOn == null ? "" : soldOn.toString(), percent,
                reason, "", ClaimReason.MISSING_DEAL);
        FilingResult result = attempted(() -> {
            if (soldOn == null) {
                throw new Refused("dispute-date", "Name the day of the sale.");
            }
            Money worth = expected(amount)
                    .orElseThrow(() -> new Refused("dispute-amount", "Name the amount of the deal."));
            return claims.file(new ClaimWithoutDeal.Missing(
                    new NamedDeal(reference, customer, worth, soldOn, new BigDecimal(percent.strip())), reason,
                    Optional.empty()), evidence(files));
        });
        return answer(result, flash, model, response, () -> missing(entered, model));
    }

    @PostMapping("/disputes/lines")
    @PreAuthorize(May.FILE_DISPUTES)
    String fileLine(@RequestParam(defaultValue = "") String line,
            @RequestParam(defaultValue = "OTHER") ClaimReason about,
            @RequestParam(defaultValue = "") String expected, @RequestParam(defaultValue = "") String reason,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files, Model model,
            RedirectAttributes flash, HttpServletResponse response) throws IOException {
        FilingResult result = attempted(() -> claims.file(
                new ClaimWithoutDeal.OfLine(line, about, reason, expected(expected)), evidence(files)));
        return answer(result, flash, model, response,
                () -> line(line, new Entered("", "", "", "", "", reason, expected, about), model));
    }

    private interface Attempt {
        FilingResult result() throws IOException;
    }

    /** What cannot be read is refused like what cannot be claimed. */
    private static FilingResult attempted(Attempt attempt) throws IOException {
        try {
            return attempt.result();
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            return new FilingResult.Refused("dispute-malformed", MALFORMED);
        } catch (Refused refused) {
            return new FilingResult.Refused(refused.code(), refused.sentence());
        }
    }

    /** @param again the form with what was entered, where it is refused */
    private static String answer(FilingResult result, RedirectAttributes flash, Model model,
            HttpServletResponse response, Supplier<String> again) {
        return switch (result) {
            case FilingResult.Filed filed -> {
                flash.addFlashAttribute(Refusals.SAID, "Filed as dispute " + filed.id() + ".");
                yield "redirect:/disputes/" + filed.id();
            }
            case FilingResult.Joined joined -> {
                flash.addFlashAttribute(Refusals.SAID,
                        "Others claim this deal, too: yours is decided together with theirs in dispute "
                                + joined.id() + ".");
                yield "redirect:/disputes/" + joined.id();
            }
            case FilingResult.Refused refused -> {
                model.addAttribute(Refusals.REFUSED, refused.sentence());
                response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
                yield again.get();
            }
        };
    }

    private String form(Sold sold, String line, List<EnteredShare> proposed, String reason, Model model) {
        List<Share> shares = claims.sharesOf(sold.key());
        model.addAttribute("deal", sold);
        model.addAttribute("line", line);
        model.addAttribute("proposed", proposed);
        model.addAttribute("reason", reason);
        model.addAttribute("people", participants.all());
        model.addAttribute("abouts", ClaimReason.values());
        model.addAttribute("shares", shares);
        model.addAttribute("seesValue", Optional.ofNullable(sold.seller()).filter(scope::maySee).isPresent()
                || shares.stream().anyMatch(held -> scope.maySee(held.participant())));
        return "disputes/new";
    }

    private String missing(Entered entered, Model model) {
        model.addAttribute("entered", entered);
        model.addAttribute("currency", scope.me().map(me -> me.currency().getCurrencyCode()).orElse(""));
        return "disputes/missing";
    }

    private String line(String line, Entered entered, Model model) {
        model.addAttribute("line", line);
        model.addAttribute("entered", entered);
        model.addAttribute("abouts", List.of(ClaimReason.values()).stream().filter(one -> !one.isAboutShares())
                .toList());
        model.addAttribute("currency", scope.me().map(me -> me.currency().getCurrencyCode()).orElse(""));
        return "disputes/line";
    }

    /** By the id of a CRM deal, or by source and id with a slash between them. */
    private Optional<Sold> find(String text) {
        String entered = text.strip();
        if (entered.isEmpty()) {
            return Optional.empty();
        }
        int slash = entered.indexOf('/');
        EventKey key = slash < 0
                ? Ids.deal("crm", entered)
                : Ids.deal(entered.substring(0, slash), entered.substring(slash + 1));
        return deals.find(key).map(Sold::of).or(() -> deals.eventOf(key).map(Sold::of));
    }

    private static List<EnteredShare> entered(List<String> participant, List<String> percent) {
        List<EnteredShare> entered = new ArrayList<>();
        for (int row = 0; row < Math.min(participant.size(), percent.size()); row++) {
            if (!participant.get(row).isBlank() && !percent.get(row).isBlank()) {
                entered.add(new EnteredShare(participant.get(row), percent.get(row).strip()));
            }
        }
        return entered;
    }

    /** @throws IllegalArgumentException when one is none; a share of zero is left out */
    private static List<Share> shares(List<EnteredShare> entered) {
        return entered.stream()
                .filter(one -> new BigDecimal(one.percent()).signum() != 0)
                .map(one -> new Share(new ParticipantId(one.participant()), new BigDecimal(one.percent())))
                .toList();
    }

    /**
     * An amount in the currency of whoever files.
     *
     * @throws IllegalArgumentException when it is no number
     * @throws ArithmeticException      when the currency has fewer decimals
     */
    private Optional<Money> expected(String entered) {
        return scope.me().filter(me -> !entered.isBlank())
                .map(me -> Money.of(entered.strip().replace(",", ""), me.currency()));
    }

    private static List<Evidence> evidence(@Nullable List<MultipartFile> files) throws IOException {
        List<Evidence> evidence = new ArrayList<>();
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            if (!file.isEmpty()) {
                InputStream content = file.getInputStream();
                evidence.add(new Evidence(Optional.ofNullable(file.getOriginalFilename()).orElse(""), content));
            }
        }
        return evidence;
    }
}
