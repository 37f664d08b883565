# SPDX-License-Identifier: GPL-2.0-or-later
# The recipe of the stick. So far only what a machine needs to build Kenshin: install-packages.sh.
