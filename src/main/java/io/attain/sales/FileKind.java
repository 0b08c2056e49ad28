package io.attain.sales;

import java.util.List;

/** What a file can hold. A file is recognised by its header, in whatever order the columns come. */
public enum FileKind {

	DEALS("Deals", "opportunity_id", "sales_agent", "product", "account", "deal_stage", "engage_date", "close_date",
			"close_value"),

	ACCOUNTS("Accounts", "account", "sector", "year_established", "revenue", "employees", "office_location",
			"subsidiary_of"),

	PRODUCTS("Products", "product", "series", "sales_price"),

	TEAMS("Sales teams", "sales_agent", "manager", "regional_office"),

	PEOPLE("People", "name", "user_id", "employee_number", "legal_entity", "cost_centre", "currency", "title",
			"manager", "from", "to"),

	QUOTAS("Quotas", "participant", "measure", "from", "to", "amount"),

	RATES("Rates", "table", "product", "rate"),

	ASSIGNMENTS("Plan assignments", "participant", "plan", "from", "to"),

	SPLITS("Splits", "opportunity_id", "participant", "percent", "cause");

	private final String label;
	private final List<String> columns;

	FileKind(String label, String... columns) {
		this.label = label;
		this.columns = List.of(columns);
	}

	/** The word used on pages. */
	public String label() {
		return label;
	}

	/** The columns of the header, as they are stored. */
	public List<String> columns() {
		return columns;
	}
}
