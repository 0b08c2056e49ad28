package io.attain.sales;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Small files for tests, in a line each. */
public final class CsvFiles {

    public static final String PEOPLE = """
			name,user_id,employee_number,legal_entity,cost_centre,currency,title,manager,from,to
			Renata Vogel,,1,Meridian,10,USD,Director,,2015-01-01,
			Dustin Brinkmann,,2,Meridian,10,USD,Manager,Renata Vogel,2015-01-01,
			Cara Losch,,3,Meridian,10,USD,Manager,Renata Vogel,2015-01-01,
			Moses Frase,,4,Meridian,10,USD,Rep,Dustin Brinkmann,2015-01-01,
			Anna Snelling,,5,Meridian,10,USD,Rep,Dustin Brinkmann,2015-01-01,
			Garret Kinder,,6,Meridian,10,USD,Rep,Cara Losch,2015-01-01,
			""";

    public static final String PRODUCTS = """
			product,series,sales_price
			GTX Pro,GTX,4821
			MG Special,MG,55
			""";

    public static final String ACCOUNTS = """
			account,sector,year_established,revenue,employees,office_location,subsidiary_of
			Cancity,retail,2001,718.62,2448,United States,
			Isdom,medical,2002,3178.24,4540,United States,
			""";

    private static final String DEALS = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n";

    private CsvFiles() {}

    /** A deals file of these rows. */
    public static String deals(String... rows) {
        return DEALS + String.join("\n", rows) + "\n";
    }

    /** A won deal of Moses Frase. */
    public static String won(String id, String closed, String value) {
        return id + ",Moses Frase,GTX Pro,Cancity,Won,2017-01-10," + closed + "," + value;
    }

    /** Imports a text as a file of the CRM. */
    public static ImportReport upload(Imports imports, String text) {
        return imports.upload("test.csv", stream(text), "crm");
    }

    public static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** People, products and accounts to sell with. */
    public static void organisation(Imports imports) {
        upload(imports, PEOPLE);
        upload(imports, PRODUCTS);
        upload(imports, ACCOUNTS);
    }
}
