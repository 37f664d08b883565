/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings of programs for operating a PC from elsewhere: whether somebody may come in while nobody
 * sits at the PC. Told is that a password is set; its bytes are never kept. Must not judge.
 * Where the settings lie:
 *   TeamViewer: its knowledge base ("Specification on CVE-2019-18988") for SecurityPasswordAES up to
 *     version 8; PermanentPassword and Always_Online since then, as RECmd's batch files have them
 *   AnyDesk: system.conf and service.conf, Synacktiv "Legitimate RATs"; LOLRMM
 *   TightVNC: "TightVNC Installer Options" (UseVncAuthentication, Password, AcceptRfbConnections)
 *   RealVNC, TigerVNC: "VNC Server Parameter Reference" (Authentication, SecurityTypes, QueryConnect)
 *   UltraVNC: winvnc's own source, vncProperties.cpp (ultravnc.ini: passwd, AuthRequired)
 *   RustDesk: hbb_common's own source, config.rs (RustDesk.toml, RustDesk2.toml)
 *   Chrome Remote Desktop: chromium's own source, remoting/host (host.json)
 *   Splashtop Streamer: "Splashtop attended access" of Atera: nobody is asked unless it is set
 *   GoTo Resolve Unattended: LOLRMM */
#pragma once

#include "scanners/probes/registry.h"

/* What the settings of one program came to. */
struct remote_access {
	const char *product; /* as in signatures/program-names.csv */
	const char *shown;   /* its name for people */
	bool seen;           /* there were settings that could be understood */
	bool broken;         /* ... and some that could not */
	bool password, open, account, asked, shut;
	enum flag starts;
	int64_t written;
};

#define REMOTE_ACCESS(PRODUCT, SHOWN)                                                              \
	((struct remote_access){ .product = (PRODUCT),                                             \
				 .shown = (SHOWN),                                                 \
				 .starts = FLAG_ABSENT,                                            \
				 .written = TIME_ABSENT })

/* The fact, and what could not be understood as the kind's state. user: NULL for the machine's. */
void remote_access_add(const struct remote_access *a, const char *source, const char *user,
		       struct facts *out);

/* Out of a hive: below ("" or "Software\\") stand the makers' keys. */
void remote_access_keys(struct registry *r, const char *below, const char *user);

/* Files of settings as a pack or a file has them, of one program. */
void remote_access_anydesk(const struct probe_blob *blob, struct arena *a,
			   struct remote_access *ret);
void remote_access_rustdesk(const struct probe_blob *blob, struct arena *a,
			    struct remote_access *ret);
void remote_access_ultravnc(const struct probe_blob *blob, bool packed, struct arena *a,
			    struct remote_access *ret);
