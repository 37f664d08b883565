/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates of virus samples of other makers: keys below keys, and files. The plain rows are in
 * test_probe_rows.c. */
#include "tests/unit/scanners/probes/harness.h"

#define SYS(service)                                                                               \
	"[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control]\n["                               \
	"ControlSet002\\Services\\" service "]\n\"Start\"=dword:2\n"
#define FOUND(name, rest) "collected\n name=" name " enabled=yes service_start=2" rest "\n"
#define OF_19TH           " definitions=2026-11-19T00:00:00Z"

static const struct {
	const char *software, *service, *text;
} keys[] = {
	{ "[Sophos\\EndpointDefense\\Acknowledged]\n\"VirusDataVersion\"=\"2026111903\"\n"
	  "[Sophos\\AutoUpdate\\UpdateStatus]\n\"LastUpdateTime\"=dword:6d000000\n",
	  "Sophos Endpoint Defense Service",
	  FOUND("Sophos", OF_19TH " definitions_version=2026111903") },
	/* the older product's only date */
	{ "[Wow6432Node\\Sophos\\AutoUpdate\\UpdateStatus]\n\"LastUpdateTime\"=dword:6aff8d80\n",
	  "SAVService", FOUND("Sophos", " definitions=2026-11-20T00:00:00Z") },
	{ "[Sophos\\AutoUpdate\\UpdateStatus]\n\"LastUpdateTime\"=dword:0\n", "SAVService",
	  FOUND("Sophos", "") },
	{ "[F-Secure\\Ultralight\\Updates\\aquarius\\1763500000]\n"
	  "\"file_set_visible_version\"=\"2026-11-17_02\"\n"
	  "[F-Secure\\Ultralight\\Updates\\aquarius\\1763600000]\n"
	  "\"file_set_visible_version\"=\"2026-11-19_04\"\n",
	  "fshoster", FOUND("F-Secure", OF_19TH) },
	{ "[F-Secure\\Ultralight\\Updates\\aquarius\\1763600000]\n"
	  "\"file_set_visible_version\"=\"2026-11-19_04\"\n",
	  "WithSecure Hoster", FOUND("WithSecure", OF_19TH) },
	{ "[F-Secure\\Ultralight\\Updates\\aquarius\\1]\n\"file_set_visible_version\"=\"soon\"\n",
	  "fshoster", FOUND("F-Secure", "") },
	{ "[Wow6432Node\\KasperskyLab\\protected\\AVP21.3\\Data]\n"
	  "\"LastSuccessfulUpdate\"=dword:6aff8d80\n"
	  "[Wow6432Node\\KasperskyLab\\protected\\AVP20\\Data]\n"
	  "\"LastSuccessfulUpdate\"=dword:ffffffff\n",
	  "AVP21.3", FOUND("Kaspersky", " definitions=2026-11-20T00:00:00Z") },
	/* the value that tells the day of the samples comes first */
	{ "[KasperskyLab\\Components\\34\\1103\\1.0.0.0\\Statistics\\AVState]\n"
	  "\"Protection_BasesDate\"=\"19-11-2026 03-11-00\"\n"
	  "[KasperskyLab\\protected\\AVP21.3\\Data]\n\"LastSuccessfulUpdate\"=dword:6aff8d80\n",
	  "AVP21.3", FOUND("Kaspersky", OF_19TH) },
	/* eleven digits are no day and hour */
	{ "[Sophos\\EndpointDefense\\Acknowledged]\n\"VirusDataVersion\"=\"20261119031\"\n",
	  "SAVService", FOUND("Sophos", " definitions_version=20261119031") },
};

static void look(struct visit *v, const char *software, const char *service)
{
	char spec[512];

	visit_init(v);
	visit_spec(v, 0, software);
	snprintf(spec, sizeof(spec), SYS("%s"), service);
	visit_spec(v, 1, spec);
}

START_TEST(dates_in_keys)
{
	struct visit v;
	struct str s = STR_INIT(1 << 16);

	str_addf(&s, "[Microsoft]\n%s", keys[_i].software);
	look(&v, str_c(&s), keys[_i].service);
	visit_run(&v, "antivirus");
	visit_expect(&v, FACT_KIND_ANTIVIRUS, keys[_i].text);
	visit_done(&v);
	str_done(&s);
}
END_TEST

enum { BITDEFENDER = 2, AVAST = 5, AVG = 6, NORTON = 7, SYMANTEC = 8 };
#define SUCCTIME                                                                                   \
	"<UpdateStatistics><Antivirus><Check updtime=\"1795300000\"/><Update "                     \
	"succtime=\"1795132800\"/></Antivirus><Product><Update succtime=\"1795200000\"/>"          \
	"</Product></UpdateStatistics>"
static const struct {
	size_t blob;
	const char *service, *file, *text;
} files[] = {
	{ BITDEFENDER, "EPSecurityService", SUCCTIME,
	  FOUND("Bitdefender", " definitions=2026-11-20T00:00:00Z") },
	{ BITDEFENDER + 1, "EPSecurityService",
	  "<UpdateStatistics><Antivirus><Update><succtime>1795132800</succtime></Update>"
	  "</Antivirus></UpdateStatistics>",
	  FOUND("Bitdefender", " definitions=2026-11-20T00:00:00Z") },
	{ BITDEFENDER + 2, "VSSERV", SUCCTIME,
	  FOUND("Bitdefender", " definitions=2026-11-20T00:00:00Z") },
	{ BITDEFENDER, "EPSecurityService", "<UpdateStatistics><Antivirus><Update succtime=\"x\"/>",
	  FOUND("Bitdefender", "") },
	{ BITDEFENDER, "EPSecurityService", "", FOUND("Bitdefender", "") },
	/* another maker's file says nothing of this one */
	{ AVAST, "EPSecurityService", "[Definitions]\r\nLatest=26111903\r\n",
	  FOUND("Bitdefender", "") },
	{ AVAST, "avast! Antivirus", "[Definitions]\r\nLatest=26111903\r\n",
	  FOUND("Avast", OF_19TH) },
	{ AVG, "AVG Antivirus", "Latest=26111903", FOUND("AVG", OF_19TH) },
	{ AVAST, "avast! Antivirus", "[Definitions]\nLatest=2611190\n", FOUND("Avast", "") },
	{ AVAST, "avast! Antivirus", "[Definitions]\nLatest=26139903\n", FOUND("Avast", "") },
	{ AVAST, "avast! Antivirus", "Oldest=26111903\n", FOUND("Avast", "") },
	{ NORTON, "NortonSecurity",
	  "w 46 1 46 ProgramData/Norton/{0}/N/Definitions/SDSDefs/definfo.dat\n"
	  "[DefDates]\r\nCurDefs=20261119.003\r\nLastDefs=2\r\n"
	  "w 21 1 21 ProgramData/Norton/{0}/N/Definitions/IPSDefs/definfo.dat\n"
	  "CurDefs=20261121.003\n",
	  FOUND("Norton", OF_19TH) },
	{ SYMANTEC, "SepMasterService", "u 0 - 0 a/SDSDefs/definfo.dat\n",
	  FOUND("Symantec Endpoint Protection", "") },
	{ SYMANTEC, "SepMasterService",
	  "w 21 1 21 14.3/Data/Definitions/VirusDefs/definfo.dat\nCurDefs=20261119.021\n",
	  FOUND("Symantec Endpoint Protection", OF_19TH) },
};

START_TEST(dates_in_files)
{
	struct visit v;

	look(&v, "[Microsoft]\n", files[_i].service);
	visit_bytes(&v, files[_i].blob, bytes_of(files[_i].file, strlen(files[_i].file)));
	visit_run(&v, "antivirus");
	visit_expect(&v, FACT_KIND_ANTIVIRUS, files[_i].text);
	visit_done(&v);
}
END_TEST

/* A product under another house's name and its maker's service are one product, not two. */
START_TEST(a_product_under_another_name)
{
	static const struct {
		const char *name, *service;
	} pairs[] = { { "ZERO ウイルスセキュリティ", "K7TSMngr" },
		      { "ZERO スーパーセキュリティ", "VSSERV" } };

	for (size_t i = 0; i < LEN(pairs); i++) {
		char spec[400];
		struct visit v;

		snprintf(spec, sizeof(spec),
			 "[Microsoft\\Security Center\\Provider\\Av\\{1}]\n\"DISPLAYNAME\"=\"%s\"\n"
			 "\"STATE\"=dword:00041000\n",
			 pairs[i].name);
		look(&v, spec, pairs[i].service);
		visit_run(&v, "antivirus");
		ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_ANTIVIRUS), 1);
		visit_done(&v);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe of virus protections");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, dates_in_keys, 0, LEN(keys));
	tcase_add_loop_test(t, dates_in_files, 0, LEN(files));
	tcase_add_test(t, a_product_under_another_name);
	suite_add_tcase(s, t);
	return fixtures_main(s);
}
