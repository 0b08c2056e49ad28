package io.attain.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Prints one box when the newcomer may begin. */
@Component
@Profile("local")
class WelcomeBox {

    private final LocalServers.SignIn signIn;
    private final ObjectProvider<Welcome> welcome;
    private final ServletWebServerApplicationContext context;

    WelcomeBox(LocalServers.SignIn signIn, ObjectProvider<Welcome> welcome,
            ServletWebServerApplicationContext context) {
        this.signIn = signIn;
        this.welcome = welcome;
        this.context = context;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        signIn.awaitReady();
        String address = "http://localhost:" + context.getWebServer().getPort();
        System.out.println("The sign-in page is up: " + address);
        CompletionStage<?> ready = welcome.stream()
                .map(Welcome::whenReady)
                .<CompletionStage<?>>map(stage -> stage)
                .findFirst()
                .orElseGet(() -> CompletableFuture.completedFuture(true));
        ready.whenComplete((done, failure) -> {
            if (failure != null) {
                System.out.println(
                        "Attain runs at " + address + ", but the demo is not complete: " + failure.getMessage());
                return;
            }
            List<String> lines = welcome.stream().flatMap(text -> text.lines(address).stream()).toList();
            print(lines.isEmpty() ? List.of("Attain is ready: " + address) : lines);
        });
    }

    private static void print(List<String> lines) {
        int width = lines.stream().mapToInt(String::length).max().orElse(0);
        List<String> box = new ArrayList<>();
        box.add("┌" + "─".repeat(width + 2) + "┐");
        lines.forEach(line -> box.add("│ " + line + " ".repeat(width - line.length()) + " │"));
        box.add("└" + "─".repeat(width + 2) + "┘");
        System.out.println(String.join(System.lineSeparator(), box));
    }
}
