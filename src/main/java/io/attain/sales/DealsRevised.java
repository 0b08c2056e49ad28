package io.attain.sales;

import java.util.Collection;

/** Told of deals that an import has added or changed, within its transaction. */
public interface DealsRevised {

    /** @param keys deals whose latest revision is new */
    void revised(Collection<EventKey> keys);
}
