/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probe of what Windows' firewall lets in to remote desktop: rules as they lie in the registry. */
#include "tests/unit/scanners/probes/harness.h"

#define SW                   "[Microsoft\\Windows\\CurrentVersion]\n"
#define SYS                  "[Select]\n\"Current\"=dword:2\n[ControlSet002\\Control]\n"
#define CCS                  "[ControlSet002\\"
#define SERVICE(name, start) CCS "Services\\" name "]\n\"Start\"=dword:" start "\n"
#define POLICY_KEY           CCS "Services\\SharedAccess\\Parameters\\FirewallPolicy\\"
#define DOOR                 POLICY_KEY "FirewallRules]\n"
#define FIREWALL_PUBLIC      "Services\\SharedAccess\\Parameters\\FirewallPolicy\\PublicProfile"
#define RDP(active, more)                                                                          \
	"\"RemoteDesktop-UserMode-In-TCP\"=\"v2.30|Action=Allow|Active=" active                    \
	"|Dir=In|Protocol=6|" more "LPort=3389|App=%SystemRoot%\\\\system32\\\\svchost.exe|Svc="   \
	"termservice|Name=@FirewallAPI.dll,-28775|\"\n"
#define UDP                                                                                        \
	"\"RemoteDesktop-UserMode-In-UDP\"=\"v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=17|"   \
	"LPort=3389|App=%SystemRoot%\\\\system32\\\\svchost.exe|Svc=termservice|\"\n"
#define DOORS(domain, private, public, firewall, policy)                                           \
	"collected\n profile=domain from=" domain " firewall=" firewall " by_policy=" policy       \
	"\n profile=private from=" private " firewall=" firewall " by_policy=" policy              \
					   "\n profile=public from=" public " firewall=" firewall  \
									    " by_policy=" policy   \
									    "\n"

static const struct {
	const char *software, *system, *text;
} rows[] = {
	/* Windows' own two rules, as they lie there; then with the port moved, and from where. */
	{ SW, SYS DOOR RDP("FALSE", "") UDP, DOORS("nobody", "nobody", "nobody", "yes", "no") },
	{ SW, SYS DOOR RDP("TRUE", "") UDP,
	  DOORS("anywhere", "anywhere", "anywhere", "yes", "no") },
	{ SW, SYS DOOR RDP("TRUE", "Profile=Domain|Profile=Private|"),
	  DOORS("anywhere", "anywhere", "nobody", "yes", "no") },
	{ SW, SYS DOOR RDP("TRUE", "RA4=LocalSubnet|RA6=LocalSubnet|"),
	  DOORS("local", "local", "local", "yes", "no") },
	{ SW, SYS DOOR RDP("TRUE", "RA4=203.0.113.7|Profile=Private|"),
	  DOORS("nobody", "named", "nobody", "yes", "no") },
	{ SW,
	  SYS DOOR RDP("TRUE", "") CCS "Control\\Terminal Server\\WinStations\\RDP-Tcp]\n"
				       "\"PortNumber\"=dword:00000d3e\n",
	  DOORS("nobody", "nobody", "nobody", "yes", "no") },
	{ SW,
	  SYS DOOR "\"r\"=\"v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort2_10="
		   "3300-3400|Profile=Public|\"\n",
	  DOORS("nobody", "nobody", "anywhere", "yes", "no") },
	/* Other programs, ways out, a refusal of everybody; what opens everything. */
	{ SW,
	  SYS DOOR
	  "\"a\"=\"v2|Action=Allow|Active=TRUE|Dir=In|Protocol=6|App=C:\\\\x\\\\y.exe|\"\n"
	  "\"b\"=\"v2|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|LPort=3389|\"\n"
	  "\"c\"=\"v2|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=RPC|\"\n"
	  "\"d\"=\"v2|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|LOM=TRUE|\"\n"
	  "\"e\"=\"v2|Action=Allow|Active=TRUE|Dir=In|LPort=3389|Svc=w3svc|\"\n\"f\"=\"\"\n"
	  "\"g\"=dword:1\n",
	  DOORS("nobody", "nobody", "nobody", "yes", "no") },
	{ SW,
	  SYS DOOR RDP("TRUE", "") "\"z\"=\"v2|Action=Block|Active=TRUE|Dir=In|Profile=Public|\"\n",
	  DOORS("anywhere", "anywhere", "nobody", "yes", "no") },
	{ SW, SYS DOOR "\"z\"=\"v2|Action=Allow|Active=TRUE|Dir=In|\"\n",
	  DOORS("anywhere", "anywhere", "anywhere", "yes", "no") },
	/* Windows 7's own; what is for devices nearby, and for the kernel's other ports. */
	{ SW,
	  SYS DOOR
	  "\"a\"=\"v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|App=System|\"\n",
	  DOORS("anywhere", "anywhere", "anywhere", "yes", "no") },
	{ SW,
	  SYS DOOR "\"a\"=\"v2.27|Action=Allow|Active=TRUE|Dir=In|Protocol=6|App=System|\"\n"
		   "\"b\"=\"v2.27|Action=Allow|Active=TRUE|Dir=In|Protocol=6|TTK2_27=UPnP|\"\n",
	  DOORS("nobody", "nobody", "nobody", "yes", "no") },
	/* A firewall that is off keeps nobody out; one that makes no exceptions, everybody. */
	{ SW, SYS DOOR RDP("FALSE", "") SERVICE("MpsSvc", "4"),
	  DOORS("anywhere", "anywhere", "anywhere", "no", "no") },
	{ SW, SYS DOOR RDP("TRUE", "") CCS FIREWALL_PUBLIC "]\n\"DoNotAllowExceptions\"=dword:1\n",
	  DOORS("anywhere", "anywhere", "nobody", "yes", "no") },
	{ SW, SYS DOOR RDP("FALSE", "") CCS FIREWALL_PUBLIC "]\n\"DefaultInboundAction\"=dword:0\n",
	  DOORS("nobody", "nobody", "anywhere", "yes", "no") },
	/* By policy; and a policy under which the PC's own rules do not count. */
	{ SW "[Policies\\Microsoft\\WindowsFirewall\\FirewallRules]\n" RDP("TRUE", ""),
	  SYS DOOR RDP("FALSE", ""), DOORS("anywhere", "anywhere", "anywhere", "yes", "yes") },
	{ SW "[Policies\\Microsoft\\WindowsFirewall\\PublicProfile]\n"
	     "\"AllowLocalPolicyMerge\"=dword:0\n",
	  SYS DOOR RDP("TRUE", ""), DOORS("anywhere", "anywhere", "nobody", "yes", "no") },
	{ SW, SYS, "failed\n" },
	{ NULL, SYS DOOR RDP("FALSE", ""),
	  "partial\n profile=domain from=nobody firewall=yes by_policy=no\n profile=private "
	  "from=nobody firewall=yes by_policy=no\n profile=public from=nobody firewall=yes "
	  "by_policy=no\n" },
};

START_TEST(the_door_is)
{
	struct visit v;

	visit_init(&v);
	if (rows[_i].software) {
		visit_spec(&v, 0, rows[_i].software);
		/* The next one is made under the same name. */
		v.blob[0].data = fixtures_load("row.hive");
	}
	visit_spec(&v, 1, rows[_i].system);
	visit_run(&v, "remote-door");
	visit_expect(&v, FACT_KIND_REMOTE_DOOR, rows[_i].text);
	visit_done(&v);
}
END_TEST

/* Real hives: both of Windows' own rules are there and off. */
START_TEST(real_rules)
{
	struct visit v;

	if (!fixtures_samples())
		return;
	fixtures_run("xz -dc \"$SAMPLES/windows/registry/SYSTEM_B.xz\" >S");
	visit_init(&v);
	visit_spec(&v, 0, SW);
	visit_hive(&v, 1, "S");
	visit_run(&v, "remote-door");
	ck_assert_uint_eq(facts_count(&v.facts, FACT_KIND_REMOTE_DOOR), 3);
	for (size_t i = 0; i < 3; i++)
		ck_assert_str_eq(FACTS_AT(&v.facts, remote_door, REMOTE_DOOR, i)->from, "nobody");
	visit_done(&v);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("probe-door");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, the_door_is, 0, LEN(rows));
	tcase_add_test(t, real_rules);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
