/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where Windows' rules about removable storage stand: below SOFTWARE for the machine, below
 * HKCU\Software for a user. */
#pragma once

#include "scanners/probes/registry.h"

#define USB_POLICY_PLACE    "Policies\\Microsoft\\Windows\\RemovableStorageDevices"
#define USB_POLICY_DISKS    USB_POLICY_PLACE "\\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}"
#define USB_POLICY_DISCS    USB_POLICY_PLACE "\\{53f56308-b6bf-11d0-94f2-00a0c91efb8b}"
#define USB_POLICY_EXPLORER "Microsoft\\Windows\\CurrentVersion\\Policies\\Explorer"
