/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See antivirus_makers.h. Service names and values as the makers' products create them; what stands in
 * keys below keys, or outside of the registry, is read by antivirus_dates.c. */
#include "scanners/probes/antivirus_makers.h"

#include <ctype.h>
#include <strings.h>

#include "core/base/times.h"
#include "core/base/util.h"

#define MAKER(shown, word_, ...) .name = (shown), .word = (word_), .service = { __VA_ARGS__ }
#define DATE(key, value, version)                                                                  \
	.date_key = (key), .date_value = (value), .version_value = (version)

/* clang-format off */
const struct antivirus_maker antivirus_makers[] = {
	{ MAKER("Trend Micro", "trend", "Amsp", "ntrtscan", "TMBMServer", "coreServiceShell"),
	  .other_word = "ウイルスバスター",
	  DATE("TrendMicro\\PC-cillinNTCorp\\CurrentVersion\\Misc.", "PatternDate",
	       "InternalNonCrcPatternVer") },
	{ MAKER("ESET", "eset", "ekrn", "ekrnEpfw"),
	  DATE("ESET\\ESET Security\\CurrentVersion\\Info", "ScannerVersion", "ScannerVersion") },
	{ MAKER("Norton", "norton", "Norton*", "NortonSecurity", "NS", "N360") },
	{ MAKER("Symantec Endpoint Protection", "symantec", "SepMasterService",
		"Symantec AntiVirus"),
	  DATE("Symantec\\Symantec Endpoint Protection\\CurrentVersion\\public-opstate",
	       "LatestVirusDefsDate", "LatestVirusDefsRevision") },
	{ MAKER("McAfee", "mcafee", "McShield", "mfemms", "ModuleCoreService", "mfevtp"),
	  DATE("McAfee\\AVEngine", "AVDatDate", "AVDatVersion") },
	{ MAKER("Trellix", "trellix", "mfetp", "mfeatp"),
	  DATE("McAfee\\AVEngine", "AVDatDate", "AVDatVersion") },
	{ MAKER("Kaspersky", "kaspersky", "AVP*"),
	  DATE("KasperskyLab\\Components\\34\\1103\\1.0.0.0\\Statistics\\AVState",
	       "Protection_BasesDate", NULL), .day_first = true },
	{ MAKER("WithSecure", "withsecure", "WithSecure*") },
	{ MAKER("F-Secure", "f-secure", "fshoster", "fsulhoster", "FSMA", "F-Secure*") },
	{ MAKER("Sophos", "sophos", "SAVService", "Sophos*"),
	  DATE("Sophos\\EndpointDefense\\Acknowledged", "VirusDataVersion", "VirusDataVersion") },
	/* Two products that a Japanese house sells under the name ZERO are made by these two. */
	{ MAKER("Bitdefender", "bitdefender", "VSSERV", "EPSecurityService"),
	  .other_word = "スーパーセキュリティ" },
	{ MAKER("K7", "k7", "K7RTScan", "K7TSMngr", "K7CrvSvc"),
	  .other_word = "ウイルスセキュリティ" },
	{ MAKER("Avast", "avast", "avast! Antivirus", "avast! Business*") },
	{ MAKER("AVG", "avg", "AVG Antivirus", "avgwd", "AVGSvc") },
	{ MAKER("Avira", "avira", "AntiVirService", "Avira*") },
	{ MAKER("CrowdStrike", "crowdstrike", "CSFalconService") },
	{ MAKER("SentinelOne", "sentinel", "SentinelAgent") },
	{ MAKER("Cybereason", "cybereason", "CybereasonActiveProbe") },
	{ MAKER("Cylance", "cylance", "CylanceSvc") },
	{ MAKER("Webroot", "webroot", "WRSVC") },
	{ MAKER("Malwarebytes", "malwarebytes", "MBAMService") },
	{ MAKER("Panda", "panda", "PSUAService", "NanoServiceMain") },
	{ MAKER("Microsoft Security Essentials", "security essentials", "MsMpSvc"),
	  .date_key = "Microsoft\\Microsoft Antimalware\\Signature Updates" },
};
/* clang-format on */
const size_t antivirus_makers_n = LEN(antivirus_makers);

static bool name_fits(const char *pattern, const char *name)
{
	size_t n = strlen(pattern);

	if (n && pattern[n - 1] == '*')
		return !strncasecmp(pattern, name, n - 1);
	return !strcasecmp(pattern, name);
}

bool antivirus_maker_has_service(const struct antivirus_maker *maker, const char *service)
{
	for (size_t i = 0; i < ANTIVIRUS_SERVICES && maker->service[i]; i++)
		if (name_fits(maker->service[i], service))
			return true;
	return false;
}

const struct antivirus_maker *antivirus_maker_of(const char *product)
{
	for (size_t i = 0; i < antivirus_makers_n; i++)
		if (strcasestr(product, antivirus_makers[i].word) ||
		    (antivirus_makers[i].other_word &&
		     strstr(product, antivirus_makers[i].other_word)))
			return &antivirus_makers[i];
	return NULL;
}

/* Up to three groups of digits beginning at s, as numbers; how many there are. */
static unsigned groups(const char *s, int64_t number[3], size_t digits[3])
{
	unsigned n = 0;

	while (n < 3 && isdigit((unsigned char)*s)) {
		number[n] = 0;
		digits[n] = 0;
		for (; isdigit((unsigned char)*s) && digits[n] < 11; s++, digits[n]++)
			number[n] = number[n] * 10 + (*s - '0');
		n++;
		if (*s != '-' && *s != '/' && *s != '.')
			break;
		s++;
	}
	return n;
}

static bool plausible(int64_t year, int64_t month, int64_t day, int64_t *ret)
{
	if (year < 2000 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	*ret = time_from_civil((int)year, (int)month, (int)day);
	return true;
}

static bool date_at(const char *s, bool day_first, int64_t *ret)
{
	int64_t v[3] = { 0 };
	size_t digits[3] = { 0 };
	unsigned n = groups(s, v, digits);

	if (n && digits[0] == 10) /* with the hour behind it */
		v[0] /= 100;
	if (n && (digits[0] == 8 || digits[0] == 10))
		return plausible(v[0] / 10000, v[0] / 100 % 100, v[0] % 100, ret);
	if (n < 3)
		return false;
	return day_first ? plausible(v[2], v[1], v[0], ret) : plausible(v[0], v[1], v[2], ret);
}

bool antivirus_parse_date(const char *text, bool day_first, int64_t *ret)
{
	bool in_number = false;

	for (; *text; text++) {
		bool digit = isdigit((unsigned char)*text);

		if (digit && !in_number && date_at(text, day_first, ret))
			return true;
		in_number = digit;
	}
	return false;
}
