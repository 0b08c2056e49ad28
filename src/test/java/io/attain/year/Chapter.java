package io.attain.year;

import java.time.YearMonth;
import java.util.List;

/** What becomes known in a month, before it is closed. */
record Chapter(YearMonth month, List<Happening> happenings) {

    Chapter {
        happenings = List.copyOf(happenings);
    }
}
