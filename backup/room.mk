# SPDX-License-Identifier: GPL-2.0-or-later
# Plan, write, verify, restore, through libarchive. Nothing is here yet: the kiosk says of the line
# "back up" that this stick cannot do it yet. May use core (and libarchive), nothing else.
