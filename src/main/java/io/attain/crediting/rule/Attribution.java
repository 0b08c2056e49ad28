package io.attain.crediting.rule;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How the touches of an event become shares. Only touches that name someone, or whose channel does, take part. */
public sealed interface Attribution {

    /** All to the earliest touch. */
    record First() implements Attribution {}

    /** All to the latest touch. */
    record Last() implements Attribution {}

    /** The same to every touch. */
    record Linear() implements Attribution {}

    /** 40 % to the first, 40 % to the last, 20 % among those between; two share equally, one has it all. */
    record PositionBased() implements Attribution {}

    /**
     * By the weight of the channel, shared equally by its touches. A channel that is not listed weighs nothing.
     *
     * @param weights zero or more each; what the channels of an event weigh together is the whole
     */
    record ByChannel(Map<String, BigDecimal> weights) implements Attribution {

        public ByChannel {
            weights = Collections.unmodifiableMap(new TreeMap<>(weights));
        }
    }
}
