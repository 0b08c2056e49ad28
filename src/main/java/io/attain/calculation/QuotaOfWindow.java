package io.attain.calculation;

import java.math.BigDecimal;
import java.util.List;

import io.attain.calculation.engine.QuotaPart;

/** A quota over the window of a component, in major units or wholes, with what it is made of. */
record QuotaOfWindow(BigDecimal quota, List<QuotaPart> parts) {}
