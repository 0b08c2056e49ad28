package io.attain.web;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;

/** Sends everyone to where his work is. */
@Controller
class HomePage {

    private final CurrentUser current;

    HomePage(CurrentUser current) {
        this.current = current;
    }

    @GetMapping("/")
    @PreAuthorize(May.ANYONE)
    String home() {
        User user = current.get();
        if (user.has(Role.REP)) {
            return "redirect:/statement";
        }
        if (user.has(Role.MANAGER) || user.has(Role.COMP_ADMIN) || user.has(Role.FINANCE)
                || user.has(Role.FINANCE_DIRECTOR)) {
            return "redirect:/inbox";
        }
        if (user.has(Role.AUDITOR)) {
            return "redirect:/close";
        }
        return user.has(Role.ADMIN) ? "redirect:/processes" : "no-role";
    }
}
