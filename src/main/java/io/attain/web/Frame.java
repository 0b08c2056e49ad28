package io.attain.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.Users;
import io.attain.participant.Participant;
import io.attain.period.Period;
import io.attain.period.Periods;
import io.attain.statement.Statements;
import io.attain.workflow.inbox.Inbox;

/** What every page shows around its content: who is signed in, where he can go, which period is open. */
@ControllerAdvice(basePackageClasses = Frame.class)
class Frame {

    /**
     * One place to go.
     *
     * @param count things waiting there; 0 shows none
     */
    record Place(String address, String label, boolean here, long count) {}

    record Area(String label, List<Place> places) {}

    /** Someone to sign in as, in the demo. */
    record Someone(String userName, String name, String role) {}

    /**
     * @param role        the user's main role in words
     * @param openPeriods of each calendar that concerns the user the one people work in, the earliest first
     */
    record Around(String name, String role, List<Area> areas, List<Period> openPeriods, List<Someone> others,
            boolean leads) {}

    private final CurrentUser current;
    private final Users users;
    private final Periods periods;
    private final ObjectProvider<Inbox> inbox;
    private final Scope scope;
    private final Statements statements;
    private final boolean switching;

    Frame(CurrentUser current, Users users, Periods periods, ObjectProvider<Inbox> inbox, Scope scope,
            Statements statements, Environment environment) {
        this.current = current;
        this.users = users;
        this.periods = periods;
        this.inbox = inbox;
        this.scope = scope;
        this.statements = statements;
        this.switching = environment.acceptsProfiles(Profiles.of("local | demo"));
    }

    @ModelAttribute("frame")
    Around around(HttpServletRequest request) {
        if (request.getHeader("HX-Request") != null) {
            return new Around("", "", List.of(), List.of(), List.of(), false);
        }
        Optional<User> user = current.find();
        return new Around(user.map(User::displayName).orElse(""), user.map(Frame::mainRole).orElse(""),
                user.map(known -> areas(known, request.getRequestURI())).orElse(List.of()), openPeriods(),
                switching && user.isPresent() ? others(user.get()) : List.of(),
                user.filter(known -> known.has(Role.MANAGER)).isPresent());
    }

    /** Who sees everyone's pay works in every calendar; anyone else in the one that pays him. */
    private List<Period> openPeriods() {
        return (scope.seesEveryone() ? Optional.<Participant>empty() : scope.me())
                .map(me -> statements.openFor(me.id()).stream().toList())
                .orElseGet(periods::openPeriods);
    }

    private List<Area> areas(User user, String here) {
        Set<Role> roles = user.roles();
        boolean paid = scope.me().map(Participant::id).isPresent() && (user.has(Role.REP) || user.has(Role.MANAGER));
        boolean office = roles.stream().anyMatch(
                Set.of(Role.COMP_ADMIN, Role.FINANCE, Role.FINANCE_DIRECTOR, Role.AUDITOR)::contains);
        boolean works = paid || office || user.has(Role.REP) || user.has(Role.MANAGER);

        List<Place> mine = new ArrayList<>();
        if (works && !(roles.equals(Set.of(Role.AUDITOR)))) {
            Inbox tasks = inbox.getIfAvailable();
            mine.add(place("/inbox", "Inbox", here, tasks == null ? 0 : tasks.count()));
        }
        if (paid) {
            mine.add(place("/statement", "My statement", here, 0));
            mine.add(place("/bank-details", "My bank details", here, 0));
        }
        if (user.has(Role.MANAGER)) {
            mine.add(place("/team", "My team", here, 0));
        }

        List<Place> selling = new ArrayList<>();
        if (works) {
            selling.add(place("/deals", "Deals", here, 0));
            selling.add(place("/split-requests", "Shares ahead", here, 0));
            selling.add(place("/disputes", "Disputes", here, 0));
            selling.add(place("/plans", "Plans", here, 0));
        }
        if (office) {
            selling.add(place("/sales-events", "Sales events", here, 0));
            selling.add(place("/uncredited", "Uncredited events", here, 0));
            selling.add(place("/credit-rules", "Credit rules", here, 0));
        }

        List<Place> closing = new ArrayList<>();
        if (office) {
            closing.add(place("/close", "Periods and close", here, 0));
            closing.add(place("/statements", "Statements", here, 0));
            closing.add(place("/payouts", "Payouts", here, 0));
            closing.add(place("/bank-details", "Bank details", here, 0));
            closing.add(place("/adjustments", "Adjustments", here, 0));
            closing.add(place("/ledger", "Ledger", here, 0));
            closing.add(place("/expense", "Commission expense", here, 0));
            closing.add(place("/imports", "Imports", here, 0));
            closing.add(place("/quota-corrections", "Quota corrections", here, 0));
        }

        List<Place> watching = new ArrayList<>();
        if (office || user.has(Role.ADMIN)) {
            watching.add(place("/processes", "Processes", here, 0));
        }
        if (office) {
            watching.add(place("/audit", "Audit trail", here, 0));
        }
        if (user.has(Role.ADMIN)) {
            watching.add(place("/webhooks", "Webhooks", here, 0));
            watching.add(place("/camunda/app/cockpit/default/", "Engine cockpit", here, 0));
        }

        List<Area> areas = new ArrayList<>();
        add(areas, "Mine", mine);
        add(areas, "Sales and plans", selling);
        add(areas, "Period", closing);
        add(areas, "Oversight", watching);
        return areas;
    }

    private static void add(List<Area> areas, String label, List<Place> places) {
        if (!places.isEmpty()) {
            areas.add(new Area(label, List.copyOf(places)));
        }
    }

    private static Place place(String address, String label, String here, long count) {
        boolean within = here.equals(address) || here.startsWith(address + "/")
                || address.equals("/inbox") && here.startsWith("/tasks/");
        return new Place(address, label, within, count);
    }

    private List<Someone> others(User user) {
        List<Someone> found = new ArrayList<>();
        for (Role role : List.of(Role.COMP_ADMIN, Role.MANAGER, Role.FINANCE, Role.FINANCE_DIRECTOR, Role.AUDITOR,
                Role.ADMIN, Role.REP)) {
            users.withRole(role).stream().filter(other -> !other.id().equals(user.id()))
                    .forEach(other -> found.add(new Someone(other.userName(), other.displayName(), label(role))));
        }
        return found;
    }

    private static String mainRole(User user) {
        return user.roles().stream().sorted().map(Frame::label).reduce((a, b) -> a + ", " + b).orElse("No role");
    }

    static String label(Role role) {
        return switch (role) {
            case REP -> "Sales rep";
            case MANAGER -> "Manager";
            case COMP_ADMIN -> "Compensation admin";
            case FINANCE -> "Finance";
            case FINANCE_DIRECTOR -> "Finance director";
            case AUDITOR -> "Auditor";
            case ADMIN -> "Administrator";
        };
    }
}
