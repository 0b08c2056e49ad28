package io.attain.web;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.attain.webhook.Webhooks;

/** Which systems are told of changes, and what could not be told. */
@Controller
class WebhookPages {

    private final Webhooks webhooks;

    WebhookPages(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @GetMapping("/webhooks")
    @PreAuthorize(May.ADMINISTER)
    String webhooks(Model model) {
        model.addAttribute("endpoints", webhooks.endpoints());
        model.addAttribute("failing", webhooks.failing());
        return "webhooks/webhooks";
    }

    @PostMapping("/webhooks")
    @PreAuthorize(May.ADMINISTER)
    String register(@RequestParam(defaultValue = "") String url, @RequestParam(defaultValue = "") String secret,
            RedirectAttributes flash) {
        webhooks.register(url, secret);
        flash.addFlashAttribute(Refusals.SAID, "From now on every change is told to this address.");
        return "redirect:/webhooks";
    }

    @PostMapping("/webhooks/{id}/stop")
    @PreAuthorize(May.ADMINISTER)
    String stop(@PathVariable long id, RedirectAttributes flash) {
        webhooks.stop(id);
        flash.addFlashAttribute(Refusals.SAID, "Nothing is told to this address any more.");
        return "redirect:/webhooks";
    }

    @PostMapping("/webhooks/{id}/again")
    @PreAuthorize(May.ADMINISTER)
    String again(@PathVariable long id, RedirectAttributes flash) {
        webhooks.tryAgain(id);
        flash.addFlashAttribute(Refusals.SAID, "What was given up is tried again.");
        return "redirect:/webhooks";
    }
}
