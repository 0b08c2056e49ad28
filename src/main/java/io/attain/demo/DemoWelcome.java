package io.attain.demo;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.springframework.stereotype.Component;

import io.attain.local.Welcome;

/** What a newcomer reads when the demo is whole. */
@Component
@InDemo
class DemoWelcome implements Welcome {

    private final DemoSeeding seeding;

    DemoWelcome(DemoSeeding seeding) {
        this.seeding = seeding;
    }

    @Override
    public CompletionStage<?> whenReady() {
        return seeding.whenWhole();
    }

    @Override
    public List<String> lines(String address) {
        return List.of(
                "Attain is ready:  " + address,
                "",
                "Sign in as (password of everyone: attain)",
                "  rep               moses.frase         what he earns, why, and what he may claim",
                "  manager           dustin.brinkmann    his team and a dispute to decide",
                "  director          renata.vogel        a plan version to approve",
                "  comp admin        cora                imports, plans, the close",
                "  finance           fiona, frank        adjustments and payouts; who prepares does not sign",
                "  finance director  diana               second signatures",
                "  auditor           audra               everything, changes nothing",
                "  admin             otto                the engine, no pay",
                "",
                "Look first at Moses Frase's statement, then close 2017-Q2 as cora.",
                "Stop with Ctrl-C; delete the folder data/ for a fresh demo.");
    }
}
