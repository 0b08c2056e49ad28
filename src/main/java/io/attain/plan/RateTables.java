package io.attain.plan;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Service;

import io.attain.participant.Recorded;
import io.attain.plan.language.RateTable;
import io.attain.shared.Rate;

/**
 * Named rate tables by product, as imported. A draft that refers to one by name gets a copy; later changes of the table
 * never reach a version already drafted.
 */
@Service
public class RateTables {

	/** The product name that stands for anything else. */
	public static final String ANYTHING_ELSE = "*";

	/**
	 * Sets the rate of a product in a table.
	 *
	 * @param product the name of a product, or {@link #ANYTHING_ELSE}
	 * @throws io.attain.shared.Refused when the rate is negative or above 10
	 */
	public Recorded put(String table, String product, Rate rate) {
		throw new UnsupportedOperationException();
	}

	/** The names of the tables. */
	public List<String> names() {
		throw new UnsupportedOperationException();
	}

	/** The table as the plan language has it; none while it lacks a rate for anything else. */
	public Optional<RateTable> find(String table) {
		throw new UnsupportedOperationException();
	}
}
