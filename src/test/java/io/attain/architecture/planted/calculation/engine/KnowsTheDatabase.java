package io.attain.architecture.planted.calculation.engine;

import org.springframework.jdbc.core.simple.JdbcClient;

class KnowsTheDatabase {

    private final JdbcClient jdbc;
    private final double rate;

    KnowsTheDatabase(JdbcClient jdbc, double rate) {
        this.jdbc = jdbc;
        this.rate = rate;
    }

    boolean isComplete() {
        return jdbc != null && rate > 0;
    }
}
