#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""sbom.py IMAGE DPKG-STATUS VERSION: what the stick is made of, as SPDX 2.3 in JSON on standard
output: the image by its SHA-256, Kenshin, and each Debian package with its version and source. The
same input gives the same bytes; the date is SOURCE_DATE_EPOCH. Debian's licences stand in each
source package's copyright file and are not repeated (NOASSERTION)."""
import datetime
import hashlib
import json
import os
import re
import sys
from urllib.parse import quote

NONE = "NOASSERTION"


def stanzas(path):
    """The installed packages of a dpkg status file, fields in one line each."""
    with open(path, encoding="utf-8") as f:
        for block in f.read().split("\n\n"):
            fields = {}
            for line in block.splitlines():
                m = re.match(r"([A-Za-z-]+): *(.*)", line)
                if m:
                    fields[m.group(1)] = m.group(2)
            if "Package" in fields and fields.get("Status", "").endswith(" installed"):
                yield fields


def sha256(path):
    h = hashlib.sha256()
    with open(path, "rb") as f:
        while chunk := f.read(1 << 20):
            h.update(chunk)
    return h.hexdigest()


def source_of(p):
    """Source package and its version: "Source: name (version)" when they differ."""
    m = re.match(r"(\S+)(?: \((.+)\))?$", p.get("Source", p["Package"]))
    return m.group(1), m.group(2) or p["Version"]


def debian(p):
    name, version, arch = p["Package"], p["Version"], p["Architecture"]
    source, source_version = source_of(p)
    purl = f"pkg:deb/debian/{quote(name)}@{quote(version)}?arch={arch}&distro=debian-13"
    out = {
        "SPDXID": "SPDXRef-deb-" + re.sub(r"[^A-Za-z0-9.-]", "-", f"{name}-{arch}"),
        "name": name,
        "versionInfo": version,
        "supplier": "Organization: Debian",
        "downloadLocation": NONE,
        "filesAnalyzed": False,
        "licenseConcluded": NONE,
        "licenseDeclared": NONE,
        "copyrightText": NONE,
        "sourceInfo": f"built from Debian source package {source} {source_version}",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": purl,
        }],
    }
    if p.get("Homepage"):
        out["homepage"] = p["Homepage"]
    return out


def ours(spdx_id, name, version, **more):
    return {
        "SPDXID": spdx_id,
        "name": name,
        "versionInfo": version,
        "supplier": "Organization: The Kenshin developers",
        "downloadLocation": NONE,
        "filesAnalyzed": False,
        "licenseConcluded": NONE,
        "licenseDeclared": NONE,
        "copyrightText": "The Kenshin developers",
        **more,
    }


def main():
    image, status, version = sys.argv[1:]
    digest = sha256(image)
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    created = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    packages = sorted((debian(p) for p in stanzas(status)), key=lambda p: p["SPDXID"])
    if not packages:
        sys.exit(f"{status}: no installed package in it")
    name = os.path.basename(image)
    stick = ours("SPDXRef-image", name, version, packageFileName=name,
                 checksums=[{"algorithm": "SHA256", "checksumValue": digest}])
    kenshin = ours("SPDXRef-kenshin", "kenshin", version, licenseConcluded="GPL-2.0-or-later",
                   licenseDeclared="GPL-2.0-or-later")
    links = [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-image"),
             ("SPDXRef-image", "CONTAINS", "SPDXRef-kenshin")]
    links += [("SPDXRef-image", "CONTAINS", p["SPDXID"]) for p in packages]
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"kenshin-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/kenshin-{version}-{digest}",
        "creationInfo": {
            "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Organization: The Kenshin developers",
                         f"Tool: kenshin-sbom-{version}"],
        },
        "packages": [stick, kenshin] + packages,
        "relationships": [{
            "spdxElementId": a,
            "relationshipType": kind,
            "relatedSpdxElement": b,
        } for a, kind, b in links],
    }
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    print()


main()
