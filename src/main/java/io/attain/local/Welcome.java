package io.attain.local;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Port for whoever knows what a newcomer should see first. */
public interface Welcome {

    /** The lines of the one box on the console; asked for once, when all is ready. */
    List<String> lines(String address);

    /** Completes when what the lines promise is there; a failure is said instead of the lines. */
    CompletionStage<?> whenReady();
}
