# SPDX-License-Identifier: GPL-2.0-or-later
"""A folder with very many small files, 500 in each of its folders: many_files.py FOLDER FILES"""
import os
import sys

base, files = sys.argv[1], int(sys.argv[2])
for at in range(files):
    folder = "%s/Users/yamada/Documents/顧客%05d" % (base, at // 500)
    if at % 500 == 0:
        os.makedirs(folder)
    with open("%s/見積書_%07d_2024.txt" % (folder, at), "w", encoding="utf-8") as f:
        f.write("%d\n" % at)
